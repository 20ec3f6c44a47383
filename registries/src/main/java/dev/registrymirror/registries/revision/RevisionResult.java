package dev.registrymirror.registries.revision;

/** What naming a composition gave. */
public sealed interface RevisionResult {
    /**
     * A revision that fits.
     *
     * @param revision the revision
     */
    record Made(Revision revision) implements RevisionResult {}

    /**
     * Text and files together are larger than a node takes.
     *
     * @param bytes their size
     * @param limit the size that is allowed, {@link Revisions#MAX_BYTES}
     */
    record TooLarge(long bytes, long limit) implements RevisionResult {
        /** One sentence that says what is wrong. */
        public String message() {
            return "the composed registries.yaml and its certificates take %d bytes; a node takes at most %d"
                    .formatted(bytes, limit);
        }

        /** One sentence that says what to do. */
        public String remedy() {
            return "shorten CA bundles to the certificates that the registries need, or put them on the nodes and name them by caFile";
        }
    }
}
