package dev.registrymirror.registries.containerd;

import java.util.List;

/**
 * What RKE2's containerd reads in a hosts.toml. It ignores a file that it cannot decode, says so in its log only, and pulls straight
 * from the registry.
 */
public sealed interface HostsReading {
    /**
     * It decodes the file.
     *
     * @param rewrites of each endpoint, in order
     */
    record Decoded(List<List<Rewrite>> rewrites) implements HostsReading {
        /** Copies all. */
        public Decoded {
            rewrites = rewrites.stream().map(List::copyOf).toList();
        }
    }

    /**
     * What is left of a rewrite after TOML's escapes: {@code \\.} is {@code \.}, {@code \b} a backspace.
     *
     * @param written the pattern as the file has it
     * @param pattern the pattern as containerd has it
     * @param replacement the replacement as containerd has it
     */
    record Rewrite(String written, String pattern, String replacement) {}

    /**
     * It cannot decode the file.
     *
     * @param part what breaks it, the first of perhaps several
     * @param text that part as the file has it; may hold a secret if it is a URL
     */
    record Undecodable(Part part, String text) implements HostsReading {}

    /**
     * It cannot be told: quotes make a part end early in a way that may be TOML, or releases differ in how they take a URL.
     *
     * @param part what is in doubt
     * @param text that part as the file has it; may hold a secret if it is a URL
     */
    record Untold(Part part, String text) implements HostsReading {}

    /** The parts of a file that come from registries.yaml. */
    enum Part {
        /** The URL of an endpoint, or of the registry itself. */
        URL,
        /** The pattern of a rewrite. */
        PATTERN,
        /** The replacement of a rewrite. */
        REPLACEMENT,
        /** The path of a certificate or key. */
        TLS_PATH
    }

    /** Reads the file of an entry. */
    static HostsReading of(HostEntry entry) {
        return new HostsReader(entry).read();
    }
}
