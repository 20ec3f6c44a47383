package dev.registrymirror.registries.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What RKE2 expects at a place of the file, for whoever goes through it with names in hand. */
public sealed interface Shape {
    /** A single value. */
    record Value() implements Shape {}

    /** A list of single values. */
    record Items() implements Shape {}

    /** A map with names that the author chose. */
    record Entries(Shape each) implements Shape {}

    /** A map with names that RKE2 knows, in the order in which one speaks of them. */
    record Fields(Map<String, Shape> known) implements Shape {
        /** Copies the map and keeps its order. */
        public Fields {
            known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
        }

        private static Fields ofValues(String... keys) {
            Map<String, Shape> known = new LinkedHashMap<>();
            for (String key : keys) {
                known.put(key, new Value());
            }
            return new Fields(known);
        }

        private Fields and(String key, Shape shape) {
            Map<String, Shape> more = new LinkedHashMap<>(known);
            more.put(key, shape);
            return new Fields(more);
        }

        /** The names. */
        public List<String> keys() {
            return List.copyOf(known.keySet());
        }
    }

    /** Credentials of a host. */
    Fields AUTH = Fields.ofValues("username", "password", "auth", "identity_token");

    /** TLS settings of a host. */
    Fields TLS = Fields.ofValues("ca_file", "cert_file", "key_file", "insecure_skip_verify");

    /** An entry of {@code mirrors}. */
    Fields MIRROR = Fields.ofValues().and("endpoint", new Items()).and("rewrite", new Entries(new Value()));

    /** An entry of {@code configs}. */
    Fields CONFIG = Fields.ofValues().and("auth", AUTH).and("tls", TLS);

    /** The whole file; {@code auths} is read and used for nothing. */
    Fields FILE = Fields.ofValues()
            .and("mirrors", new Entries(MIRROR))
            .and("configs", new Entries(CONFIG))
            .and("auths", new Entries(AUTH));
}
