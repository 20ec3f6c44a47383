package dev.registrymirror.mirrors.resolve;

import dev.registrymirror.registries.model.UserInfo;

/**
 * Paths of entries in a RegistryMirror; lists are keyed, so an entry is named by its key and not by its place. What stands before an
 * {@code @} in a key may be a password, and is masked.
 */
public final class SpecPaths {
    private SpecPaths() {}

    /** The mirror of this registry. */
    public static String mirror(String registry) {
        return "spec.mirrors[" + UserInfo.masked(registry) + "]";
    }

    /** How this host is reached. */
    public static String config(String host) {
        return "spec.configs[" + UserInfo.masked(host) + "]";
    }
}
