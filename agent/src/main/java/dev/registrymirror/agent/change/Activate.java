package dev.registrymirror.agent.change;

import dev.registrymirror.agent.change.ServiceManager.JobResult;
import dev.registrymirror.agent.change.ServiceManager.UnitState;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Change.Activation;
import dev.registrymirror.agent.ledger.Change.StepName;
import dev.registrymirror.agent.ledger.Change.Target;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.agent.ledger.Reasons;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * ACTIVATE: has the unit read the file, by a restart where it has not. Undone by ROLL BACK, which activates the previous file.
 *
 * <p>The journal names the invocation that ran before the restart is asked for. After a crash another invocation means that the
 * restart has happened, whoever asked for it; so there is exactly one.
 */
record Activate(Change change, Known layout) implements Step {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Override
    public Next run(Node node) throws IOException {
        Target target = Objects.requireNonNull(change.target(), "a change at ACTIVATE has a target");
        Change entered =
                plan(node, layout, change.at(StepName.ACTIVATE), target.meaningAfter(), target.meaningBefore());
        Cause failure = perform(node, layout, entered);
        return failure == null
                ? new Next.Go(new Verify(entered, layout))
                : new Next.Go(new RollBack(entered, layout, failure));
    }

    /** Enters into the journal whether there will be a restart, unless it is there from before a crash. */
    static Change plan(Node node, Known layout, Change change, String wanted, String before) throws IOException {
        Activation known = change.activation();
        String boot = node.uptime().bootId();
        if (known != null && known.bootId().equals(boot)) return node.enter(change);
        UnitState unit = node.services().state(layout.unit());
        // The file was in place before ACTIVATE was entered: a unit of a later boot has read it.
        boolean restart = known == null && Readings.restartNeeded(node.ledger(), unit, wanted, before);
        Duration deadline = node.uptime().now().plus(change.healthTimeout());
        Activation activation = new Activation(unit.invocationId(), restart, boot, deadline);
        Change next = change.activating(activation);
        Ledger entered = node.ledger().withChange(next);
        node.journal().save(restart ? entered.restarted() : entered);
        return next;
    }

    /** Restarts where that was planned and has not happened; null, or why it failed. */
    static @Nullable Cause perform(Node node, Known layout, Change change) {
        Activation activation = Objects.requireNonNull(change.activation(), "a planned change");
        while (activation.restart()) {
            Duration left = activation.deadline().minus(node.uptime().now());
            if (!left.isPositive()) return null;
            try {
                UnitState unit = node.services().state(layout.unit());
                if (!unit.invocationId().equals(activation.invocationBefore()) || unit.jobPending()) return null;
                JobResult result = node.services().tryRestart(layout.unit(), left);
                if (!result.isFailure()) return null;
                return new Cause(
                        Reasons.RESTART_FAILED,
                        "systemd could not restart " + layout.unit() + " (job " + result + "); see journalctl -u "
                                + layout.unit());
            } catch (IOException _) {
                // Whether the request arrived is seen at the next look.
                node.uptime().sleep(PAUSE);
            }
        }
        return null;
    }
}
