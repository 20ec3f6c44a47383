package dev.registrymirror.agent.change;

import java.io.IOException;

/** Where a claim is laid, so that the order can no longer be withdrawn. */
public interface ClaimBoard {
    /**
     * Tells the API server what the journal says, provided that the order is still there as it was read.
     *
     * @throws IOException if there was no answer, so that nobody can tell whether the order is ours
     */
    Answer claim() throws IOException;

    /** What came of it. */
    enum Answer {
        /** The order is ours. */
        ACCEPTED,
        /** Somebody wrote in between: read the object again and decide anew. */
        CONFLICT
    }
}
