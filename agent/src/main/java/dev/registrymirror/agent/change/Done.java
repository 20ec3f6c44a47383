package dev.registrymirror.agent.change;

import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Change.Target;
import dev.registrymirror.agent.ledger.Meaning;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Ownership;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Action;
import dev.registrymirror.agent.order.Applied;
import dev.registrymirror.agent.order.Phase;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** DONE: the change is what the node has from now on. There is no way back, only another order. */
record Done(Change change, Known layout, String invocationId) implements Step {
    @Override
    public Next run(Node node) throws IOException {
        Target target = Objects.requireNonNull(change.target(), "a change at DONE has a target");
        Outcome outcome = new Outcome(change.sequence(), Phase.APPLIED, new Cause(Reasons.VERIFIED, told()));
        Applied applied = new Applied(
                change.sequence(),
                change.revision(),
                invocationId,
                node.uptime().timeOfDay().truncatedTo(ChronoUnit.SECONDS).toString());
        node.journal().save(node.ledger().done(outcome, applied, target.ownershipAfter(), meaning(node, target)));
        OwnFolder.tidy(node, layout);
        return new Next.End(outcome);
    }

    /** What the file says, entry by entry, so that it can be told later what somebody has changed. */
    private @Nullable Meaning meaning(Node node, Target target) throws IOException {
        if (target.ownershipAfter() instanceof Ownership.Nothing) return null;
        FoundFile file = node.files().look(layout.registriesFile());
        if (file == null || !file.digest().equals(target.digestAfter())) return null;
        return FileMeaning.inParts(file);
    }

    private String told() {
        if (change.activation() == null) return "there was nothing to take back, and the file was left as it is";
        String what = change.action() == Action.APPLY ? "the revision is applied" : "the node has its former file";
        return what
                + (change.activation().restarts() ? ", " + layout.unit() + " was restarted" : ", without a restart")
                + ", and the node is healthy";
    }

    /** The outcome stands already; what could not be tidied is tidied at the next start. */
    @Override
    public Next failed(Node node, IOException cause) throws IOException {
        Outcome outcome = node.ledger().outcome();
        if (outcome == null || outcome.sequence() != change.sequence()) throw cause;
        return new Next.End(outcome);
    }
}
