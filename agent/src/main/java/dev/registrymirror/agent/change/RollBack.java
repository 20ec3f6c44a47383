package dev.registrymirror.agent.change;

import dev.registrymirror.agent.change.Health.Watched;
import dev.registrymirror.agent.change.Systemd.UnitState;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Change.Restart;
import dev.registrymirror.agent.ledger.Change.StepName;
import dev.registrymirror.agent.ledger.Change.Target;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Reading;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Phase;
import java.io.IOException;
import java.util.Objects;

/** ROLL BACK: undoes COMMIT, ACTIVATE and STAGE, in the order that leaves the node with a file that it can run with. Needs nobody. */
record RollBack(Change change, Known layout, Cause why) implements Step {
    @Override
    public Next run(Node node) throws IOException {
        Target target = Objects.requireNonNull(change.target(), "a change at ROLL BACK has a target");
        Change back = node.enter(change.at() == StepName.ROLL_BACK ? change : change.goingBack(why));
        Commit.undo(node, layout, target);
        back = Activate.plan(node, layout, back, unit -> how(node, unit, target));
        Cause failure = Activate.perform(node, layout, back);
        Outcome outcome = switch (Verify.watch(node, layout, back)) {
            case Watched.Steady(UnitState unit) -> {
                node.journal()
                        .save(node.ledger().withReading(new Reading(unit.invocationId(), target.meaningBefore())));
                yield new Outcome(
                        change.sequence(),
                        Phase.ROLLED_BACK,
                        new Cause(
                                why.reason(), why.message() + "; the node has its previous file again and is healthy"));
            }
            case Watched.NotInTime(String ailments) ->
                new Outcome(
                        change.sequence(),
                        Phase.FAILED,
                        new Cause(
                                why.reason(),
                                why.message() + "; it has its previous file again, but is still not healthy: "
                                        + (failure == null ? "" : failure.message() + "; ") + ailments));
        };
        node.journal().save(node.ledger().ended(outcome));
        OwnFolder.tidy(node, layout);
        return new Next.End(outcome);
    }

    /** A start that hangs has to be ended by a restart, whatever it may have read; one that has failed leaves the unit down. */
    private Restart how(Node node, UnitState unit, Target target) {
        boolean untouched =
                unit.isActive() && !unit.jobPending() && Readings.hasRead(node.ledger(), unit, target.meaningBefore());
        if (untouched) return Restart.NONE;
        boolean broughtDown = unit.active().equals("failed")
                || (unit.active().equals("inactive") && why.reason().equals(Reasons.RESTART_FAILED));
        return broughtDown ? Restart.ALWAYS : Restart.IF_RUNNING;
    }

    /** The outcome stands already; what could not be tidied is tidied at the next start. */
    @Override
    public Next failed(Node node, IOException cause) throws IOException {
        Outcome outcome = node.ledger().outcome();
        if (outcome == null || outcome.sequence() != change.sequence()) throw cause;
        return new Next.End(outcome);
    }
}
