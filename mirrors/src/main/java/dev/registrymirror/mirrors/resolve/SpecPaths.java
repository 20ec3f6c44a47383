package dev.registrymirror.mirrors.resolve;

/** Paths of entries in a RegistryMirror; lists are keyed, so an entry is named by its key and not by its place. */
public final class SpecPaths {
    private SpecPaths() {}

    /** The mirror of this registry. */
    public static String mirror(String registry) {
        return "spec.mirrors[" + registry + "]";
    }

    /** How this host is reached. */
    public static String config(String host) {
        return "spec.configs[" + host + "]";
    }
}
