package dev.registrymirror.agent.change;

import dev.registrymirror.agent.change.Systemd.UnitState;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Change.Activation;
import dev.registrymirror.agent.ledger.Change.Restart;
import dev.registrymirror.agent.ledger.Change.StepName;
import dev.registrymirror.agent.ledger.Change.Target;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.agent.ledger.Reasons;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ACTIVATE: has the unit read the file, by a restart where it has not. Undone by ROLL BACK, which activates the previous file.
 *
 * <p>The journal names the invocation that ran before the restart is asked for. After a crash another invocation means that the
 * restart has happened, whoever asked for it; so there is exactly one.
 */
record Activate(Change change, Known layout) implements Step {
    private static final Logger LOG = LoggerFactory.getLogger(Activate.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Override
    public Next run(Node node) throws IOException {
        Target target = Objects.requireNonNull(change.target(), "a change at ACTIVATE has a target");
        Change entered = plan(node, layout, change.at(StepName.ACTIVATE), unit -> how(node, unit, target));
        Cause failure = perform(node, layout, entered);
        return failure == null
                ? new Next.Go(new Verify(entered, layout))
                : new Next.Go(new RollBack(entered, layout, failure));
    }

    private static Restart how(Node node, UnitState unit, Target target) {
        return Readings.hasRead(node.ledger(), unit, target.meaningAfter()) ? Restart.NONE : Restart.IF_RUNNING;
    }

    /** Enters into the journal how the file is brought to effect, unless that is there from before a crash. */
    static Change plan(Node node, Known layout, Change change, Function<UnitState, Restart> how) throws IOException {
        Activation known = change.activation();
        String boot = node.uptime().bootId();
        if (known != null && known.bootId().equals(boot)) return node.enter(change);
        UnitState unit = node.systemd().state(layout.unit());
        // The file was in place before this was planned: a unit of a later boot has read it.
        Restart restart = known == null ? how.apply(unit) : Restart.NONE;
        Duration deadline = node.uptime().now().plus(change.healthTimeout());
        Activation activation = new Activation(unit.invocationId(), unit.job(), restart, boot, deadline);
        Change next = change.activating(activation);
        Ledger entered = node.ledger().withChange(next);
        node.journal().save(activation.restarts() ? entered.restarted() : entered);
        return next;
    }

    /** Restarts where that was planned and has not happened, and follows it to its end; null, or why it failed. */
    static @Nullable Cause perform(Node node, Known layout, Change change) {
        Activation activation = Objects.requireNonNull(change.activation(), "a planned change");
        boolean goingBack = change.at() == StepName.ROLL_BACK;
        while (activation.restarts() && node.uptime().now().compareTo(activation.deadline()) < 0) {
            try {
                UnitState unit = node.systemd().state(layout.unit());
                switch (Progress.of(activation, goingBack, unit)) {
                    case TO_ASK -> node.systemd().tryRestart(layout.unit());
                    case TO_REVIVE -> {
                        node.systemd().resetFailed(layout.unit());
                        node.systemd().restart(layout.unit());
                    }
                    case UNDER_WAY -> {}
                    case HAPPENED, STOPPED -> {
                        return null;
                    }
                    case FAILED -> {
                        return new Cause(
                                Reasons.RESTART_FAILED,
                                layout.unit() + " did not start (it is " + unit.active() + "); see journalctl -u "
                                        + layout.unit());
                    }
                }
            } catch (IOException e) {
                // Whether the request arrived is seen at the next look.
                LOG.atWarn()
                        .addKeyValue("cause", String.valueOf(e.getMessage()))
                        .log("no word from systemd");
            }
            node.uptime().sleep(PAUSE);
        }
        return null;
    }
}
