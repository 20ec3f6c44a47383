package dev.registrymirror.agent.change;

import dev.registrymirror.agent.ledger.Outcome;
import java.io.IOException;

/**
 * A step of a change. A step first enters itself into the journal, then acts; so after a crash it may be run again, and finds what
 * it did already. What can be undone has its undo beside it.
 */
public sealed interface Step permits Claim, Check, Stage, Commit, Activate, Verify, Done, RollBack {
    /** Does it. */
    Next run(Node node) throws IOException;

    /**
     * What follows when the node's files fail us in the middle of this step. By default the step is run again later: whatever was
     * entered into the journal stands.
     */
    default Next failed(Node node, IOException cause) throws IOException {
        throw cause;
    }

    /** What follows a step. */
    sealed interface Next {
        /** Another step. */
        record Go(Step step) implements Next {}

        /** Nothing: the order has its outcome, which is in the journal. */
        record End(Outcome outcome) implements Next {}

        /** The object must be read again first. */
        record Again(String why) implements Next {}
    }
}
