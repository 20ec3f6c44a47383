package dev.registrymirror.registries.explain;

/**
 * Something of the file that plays no part when an image is pulled.
 *
 * @param field where it stands, for example {@code mirrors["docker.io"].endpoint[1]}
 * @param reason why
 */
public record Unused(String field, Reason reason) {
    /** Why something plays no part. */
    public enum Reason {
        /** A mirror of another registry. */
        OTHER_REGISTRY("it is for images of another registry"),
        /** A mirror of something that is no registry, such as {@code ghcr.io/team}. */
        NO_REGISTRY("no image has a registry of this name"),
        /** The mirror {@code "*"} beside one that applies. */
        WILDCARD_HIDDEN("\"*\" is for registries that have no folder below certs.d, and this one has"),
        /** A mirror that has no endpoint. */
        NO_ENDPOINTS("a mirror without endpoints writes nothing, so it is as if it were not there"),
        /** A mirror of which nothing could be written. */
        NOTHING_WRITTEN("nothing of it reaches containerd"),
        /** A name that is no address. */
        NO_ADDRESS("its name is no address, so it is left out"),
        /** A mirror whose hosts.toml is invalid. */
        UNREADABLE("containerd cannot read the hosts.toml that it makes, and ignores it"),
        /** An endpoint that is no URL. */
        ENDPOINT_NO_URL("it is no URL, so it is left out"),
        /** An endpoint that was listed before. */
        ENDPOINT_REPEATED("it is the same URL as an earlier endpoint"),
        /** A rewrite that does not match. */
        REWRITE_UNCHANGED("it does not change this repository's path"),
        /** A pattern that does not compile. */
        REWRITE_IGNORED("its pattern is no expression that Go compiles, so it is ignored"),
        /** Rewrites that only the registry itself would have. */
        REWRITE_LOST("no rewrite applies at the registry itself, and there is no other endpoint with it"),
        /** A config of a host that no endpoint has. */
        OTHER_HOST("nothing that this pull tries has this host and port"),
        /** A config of a host with another port. */
        OTHER_PORT("this pull tries that host, but at another port; the key is compared with host:port to the letter"),
        /** The login of {@code "*"}. */
        WILDCARD_LOGIN("the login of \"*\" is never used"),
        /** The TLS settings of {@code "*"}. */
        WILDCARD_TLS(
                "the TLS settings of \"*\" reach only registries that have no folder below certs.d, and only if \"*\" is no mirror"),
        /** Docker Hub's settings under its other name. */
        OTHER_NAME("the same registry has an entry under its other name, which comes first"),
        /** What the file says for the address of the embedded registry. */
        EMBEDDED_REGISTRY("the embedded registry's own settings take its place"),
        /** An entry that says nothing. */
        EMPTY("it says nothing");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** Why, a sentence without full stop. */
        public String text() {
            return text;
        }
    }
}
