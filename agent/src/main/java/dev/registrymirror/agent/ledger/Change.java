package dev.registrymirror.agent.ledger;

import dev.registrymirror.agent.order.Action;
import dev.registrymirror.agent.order.Order;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The change that is under way, with what is needed to finish it or to take it back without the API server.
 *
 * @param at the step that was entered last; what it does may or may not have happened
 * @param target what happens to the file; known once the step COMMIT is entered
 * @param activation the restart; known once the step ACTIVATE is entered
 * @param goingBackFor why the change is being taken back; known once the step ROLL BACK is entered
 */
public record Change(
        long sequence,
        Action action,
        String revision,
        Duration healthTimeout,
        Duration soak,
        StepName at,
        @Nullable Target target,
        @Nullable Activation activation,
        @Nullable Cause goingBackFor) {

    /** The first thing to remember of an order. */
    public static Change of(Order order) {
        return new Change(
                order.sequence(),
                order.action(),
                order.revision(),
                order.healthTimeout(),
                order.soak(),
                StepName.CLAIM,
                null,
                null,
                null);
    }

    /** The steps of a change, in order. */
    public enum StepName {
        CLAIM,
        CHECK,
        STAGE,
        COMMIT,
        ACTIVATE,
        VERIFY,
        ROLL_BACK
    }

    /**
     * What happens to the file.
     *
     * @param file its path
     * @param digestBefore hex SHA-256 of the file before, null for none
     * @param digestAfter the same after
     * @param meaningBefore what the file meant, see {@code FileMeaning}
     * @param ownershipAfter whose the file is afterwards
     */
    public record Target(
            String file,
            @Nullable String digestBefore,
            @Nullable String digestAfter,
            String meaningBefore,
            String meaningAfter,
            Ownership ownershipAfter) {}

    /**
     * How a file is brought to effect: the change's, or at ROLL BACK the previous one.
     *
     * @param invocationBefore the invocation that ran when the file was already in place, empty for none
     * @param jobBefore the unit's job at that time, 0 for none: whether its start had read the file cannot be told
     * @param restart how the unit is brought to run under another invocation
     * @param bootId the boot that {@code deadline} counts from
     * @param deadline time since that boot
     */
    public record Activation(
            String invocationBefore, long jobBefore, Restart restart, String bootId, Duration deadline) {
        /** Whether the unit must run under another invocation. */
        public boolean restarts() {
            return restart != Restart.NONE;
        }
    }

    /** How a unit is brought to read the file. */
    public enum Restart {
        /** Not at all: it has read this already. */
        NONE,
        /** By a restart, unless somebody has stopped it. */
        IF_RUNNING,
        /** By a restart, and by a start where it is down: it is our change that has brought it down. */
        ALWAYS
    }

    /** The same at another step. */
    public Change at(StepName step) {
        return new Change(sequence, action, revision, healthTimeout, soak, step, target, activation, goingBackFor);
    }

    /** The same at COMMIT. */
    public Change committing(Target what) {
        return new Change(
                sequence, action, revision, healthTimeout, soak, StepName.COMMIT, what, activation, goingBackFor);
    }

    /** The same with a restart, or the decision that there is none. */
    public Change activating(Activation how) {
        return new Change(sequence, action, revision, healthTimeout, soak, at, target, how, goingBackFor);
    }

    /** The same on its way back; the activation begins anew. */
    public Change goingBack(Cause why) {
        return new Change(sequence, action, revision, healthTimeout, soak, StepName.ROLL_BACK, target, null, why);
    }

    /** Whether the file may have been replaced already. */
    public boolean mayHaveCommitted() {
        return at.compareTo(StepName.COMMIT) >= 0;
    }
}
