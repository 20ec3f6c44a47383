package dev.registrymirror.agent.order;

/** Where a node stands. */
public enum Phase {
    /** No order has been seen yet. */
    IDLE("Idle"),
    /** The order is being carried out. */
    CLAIMED("Claimed"),
    /** Applied and verified. */
    APPLIED("Applied"),
    /** Refused before anything was changed. */
    REFUSED("Refused"),
    /** The change did the node no good; it has its previous file again and is healthy. */
    ROLLED_BACK("RolledBack"),
    /** The change did the node no good, and going back did not help either. */
    FAILED("Failed"),
    /** This node cannot be configured. */
    UNSUPPORTED("Unsupported");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    /** The word in the API. */
    public String word() {
        return word;
    }

    /**
     * The phase with this word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Phase of(String word) {
        for (Phase phase : values()) {
            if (phase.word.equals(word)) return phase;
        }
        throw new IllegalArgumentException("unknown phase " + word);
    }
}
