package dev.registrymirror.registries.explain;

/** Why the registry itself is tried last, or is not. */
public enum DefaultEndpoint {
    /** As always. */
    TRIED(true, "the registry itself is tried last"),
    /** There is nothing else. */
    ONLY(true, "no mirror applies, so the registry itself is asked"),
    /** It is the mirror's only endpoint itself. */
    ONLY_LISTED(true, "the registry itself is the only endpoint of its mirror"),
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
    /** It is not to be tried, but stands in for an endpoint. */
    IN_PLACE_OF_DEAD_ENDPOINT(
            true,
            "the registry itself should not be tried, but the last endpoint has no host, and containerd takes the registry itself in its place"),
    /** Nobody switched it off, but the mirror {@code _default} took the place of what the config {@code "*"} made. */
    LEFT_OUT(
            false,
            "the config \"*\" and the mirror \"_default\" make one hosts.toml, in which the registry itself is left out"),
    /** It cannot be told. */
    UNDECIDED(false, "it cannot be told"),
    /** It was switched off. */
    DISABLED(false, "the registry itself is not tried, since disable-default-registry-endpoint is set");

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
