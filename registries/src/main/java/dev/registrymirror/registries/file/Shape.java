package dev.registrymirror.registries.file;

import java.util.Map;

/** What RKE2 expects at a place of the file, for whoever goes through it with names in hand. */
sealed interface Shape {
    /** A single value. */
    record Value() implements Shape {}

    /** A list of single values. */
    record Items() implements Shape {}

    /** A map with names that the author chose. */
    record Entries(Shape each) implements Shape {}

    /** A map with names that RKE2 knows. */
    record Fields(Map<String, Shape> known) implements Shape {}

    Shape VALUE = new Value();

    Shape AUTH = new Fields(Map.of("username", VALUE, "password", VALUE, "auth", VALUE, "identity_token", VALUE));

    Shape TLS =
            new Fields(Map.of("ca_file", VALUE, "cert_file", VALUE, "key_file", VALUE, "insecure_skip_verify", VALUE));

    Shape MIRROR = new Fields(Map.of("endpoint", new Items(), "rewrite", new Entries(VALUE)));

    Shape CONFIG = new Fields(Map.of("auth", AUTH, "tls", TLS));

    /** The whole file. */
    Shape FILE = new Fields(
            Map.of("mirrors", new Entries(MIRROR), "configs", new Entries(CONFIG), "auths", new Entries(AUTH)));
}
