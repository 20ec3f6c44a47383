package dev.registrymirror.agent.change;

import dev.registrymirror.agent.change.Systemd.UnitState;
import dev.registrymirror.agent.ledger.Change.Activation;
import dev.registrymirror.agent.ledger.Change.Restart;

/**
 * How far a restart is, judged from one look at the unit. Pure, and without a memory but the journal's: an agent that was started
 * anew judges as the one that asked, and a signal that is lost cannot matter.
 */
enum Progress {
    /** It is still to be asked for. To ask again where that was done already joins the job that is under way. */
    TO_ASK,
    /** The unit is down by our doing, and is to be started. */
    TO_REVIVE,
    /** systemd is at it. */
    UNDER_WAY,
    /** The unit runs under another invocation: it has read the file. */
    HAPPENED,
    /** The start has ended, and the unit does not run. */
    FAILED,
    /** Somebody has stopped the unit, and it stays stopped. */
    STOPPED;

    /**
     * Judges.
     *
     * @param goingBack whether it is the previous file that is to be read, by a unit that the new one may have brought down
     */
    static Progress of(Activation activation, boolean goingBack, UnitState unit) {
        boolean another = !unit.invocationId().isEmpty() && !unit.invocationId().equals(activation.invocationBefore());
        return switch (unit.active()) {
            case "active", "activating", "reloading", "refreshing" ->
                another ? started(unit) : notYet(activation, unit);
            case "failed" -> goingBack && !another ? TO_REVIVE : FAILED;
            case "inactive" -> {
                // Between its two halves a restart is seen as this.
                if (unit.jobPending()) yield UNDER_WAY;
                yield activation.restart() == Restart.ALWAYS && !another ? TO_REVIVE : STOPPED;
            }
            default -> UNDER_WAY;
        };
    }

    private static Progress started(UnitState unit) {
        if (!unit.active().equals("activating")) return HAPPENED;
        // Without a job it waits for systemd to try once more: this start has failed.
        return unit.jobPending() ? UNDER_WAY : FAILED;
    }

    /** A job that came after the file was in place will have the unit read it; one that was there before may hang for ever. */
    private static Progress notYet(Activation activation, UnitState unit) {
        return unit.jobPending() && unit.job() != activation.jobBefore() ? UNDER_WAY : TO_ASK;
    }
}
