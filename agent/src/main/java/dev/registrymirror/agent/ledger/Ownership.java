package dev.registrymirror.agent.ledger;

/** Whose the registries.yaml is. Digests are hex SHA-256 of the file's bytes. */
public sealed interface Ownership {
    /** Nothing of ours is on the node. */
    record Nothing() implements Ownership {}

    /**
     * We wrote it.
     *
     * @param digest of what we wrote: a file with another one was changed by somebody else
     * @param formerKept whether a file was there before, which is kept; otherwise there was none
     */
    record Managed(String digest, boolean formerKept) implements Ownership {}

    /**
     * Somebody else wrote it, and it means what was ordered: it was left as it is.
     *
     * @param digest of the file as it was found
     */
    record Adopted(String digest) implements Ownership {}
}
