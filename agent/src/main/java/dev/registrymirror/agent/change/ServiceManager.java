package dev.registrymirror.agent.change;

import dev.registrymirror.agent.layout.UnitFacts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The node's service manager. */
public interface ServiceManager {
    /** The units of these patterns that are loaded. */
    List<UnitFacts> units(List<String> patterns) throws IOException;

    /** How a unit is. */
    UnitState state(String unit) throws IOException;

    /**
     * Restarts a unit that runs, and leaves one alone that does not. Returns when the job has ended or the time is over.
     */
    JobResult tryRestart(String unit, Duration atMost) throws IOException;

    /**
     * How a unit is.
     *
     * @param active systemd's ActiveState
     * @param invocationId of the latest start, 32 hex digits, empty for none
     * @param jobPending whether a job of this unit is queued or runs
     * @param startedAt when the latest start began
     */
    record UnitState(String active, String invocationId, boolean jobPending, Instant startedAt) {
        /** Whether the unit has started and not failed. */
        public boolean isActive() {
            return active.equals("active");
        }
    }

    /** How a job ended, in systemd's words. */
    enum JobResult {
        DONE,
        CANCELED,
        TIMEOUT,
        FAILED,
        DEPENDENCY,
        SKIPPED,
        /** It had not ended in time. */
        STILL_RUNNING;

        /** Whether the unit was tried to be started and was not. */
        public boolean isFailure() {
            return this == FAILED || this == TIMEOUT || this == DEPENDENCY;
        }
    }
}
