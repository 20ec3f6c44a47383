package dev.registrymirror.agent.change;

/** Where a claim is laid, so that the order can no longer be withdrawn. */
public interface ClaimBoard {
    /** Tells the API server what the journal says, provided that the order is still there as it was read. */
    Answer claim();

    /** What came of it. */
    enum Answer {
        /** The order is ours. */
        ACCEPTED,
        /** Somebody wrote in between: read the object again and decide anew. */
        CONFLICT,
        /** Nobody can tell. */
        UNREACHABLE
    }
}
