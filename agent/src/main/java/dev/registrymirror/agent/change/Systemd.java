package dev.registrymirror.agent.change;

import dev.registrymirror.agent.layout.UnitFacts;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * The node's systemd. What it is asked for it does in its own time: what has become of it is seen by looking at the unit, by an
 * agent that was started anew as well as by the one that asked.
 */
public interface Systemd {
    /** The units of these patterns that are loaded. */
    List<UnitFacts> units(List<String> patterns) throws IOException;

    /** How a unit is. */
    UnitState state(String unit) throws IOException;

    /** Asks for a restart of a unit that runs; one that is stopped or failed, or is just stopping, is left alone. */
    void tryRestart(String unit) throws IOException;

    /** Forgets that a unit has failed, and how often it was started: too many starts in a short time forbid the next one. */
    void resetFailed(String unit) throws IOException;

    /** Asks for a restart of a unit, or for its start where it does not run. */
    void restart(String unit) throws IOException;

    /**
     * How a unit is, at one moment.
     *
     * @param active systemd's ActiveState
     * @param invocationId of the latest start, 32 hex digits, empty for none
     * @param job number of the job of this unit that is queued or runs, 0 for none. A restart keeps its number while it stops and
     *     starts the unit, until the unit is active or has failed
     * @param startedAt when the latest start began
     */
    record UnitState(String active, String invocationId, long job, Instant startedAt) {
        /** Whether the unit has started and not failed. */
        public boolean isActive() {
            return active.equals("active");
        }

        /** Whether something is still to be done to the unit. */
        public boolean jobPending() {
            return job != 0;
        }
    }
}
