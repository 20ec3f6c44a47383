package dev.registrymirror.registries.explain;

/** Why the registry itself is tried last, or is not. */
public enum DefaultEndpoint {
    /** As always. */
    TRIED(true, "the registry itself is tried last"),
    /** There is nothing else. */
    ONLY(true, "no mirror applies, so the registry itself is asked"),
    /** It was switched off, but no folder of certs.d says so. */
    ONLY_THOUGH_DISABLED(
            true,
            "disable-default-registry-endpoint works only where a mirror has endpoints, so the registry itself is asked"),
    /** It was switched off, but the registry has a config. */
    TRIED_THOUGH_DISABLED(
            true,
            "disable-default-registry-endpoint does not work for a registry that has an entry in configs, even an empty one"),
    /** It was switched off, but what would say so cannot be read. */
    ONLY_FOR_UNREADABLE_FILE(
            true, "containerd cannot read the mirror's hosts.toml, ignores it, and asks the registry itself"),
    /** It was switched off. */
    DISABLED(false, "disable-default-registry-endpoint is set");

    private final boolean tried;
    private final String reason;

    DefaultEndpoint(boolean tried, String reason) {
        this.tried = tried;
        this.reason = reason;
    }

    /** Whether the registry itself is tried. */
    public boolean isTried() {
        return tried;
    }

    /** Why, a sentence without full stop. */
    public String reason() {
        return reason;
    }
}
