package dev.registrymirror.agent.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.change.Systemd.UnitState;
import dev.registrymirror.agent.ledger.Change.Activation;
import dev.registrymirror.agent.ledger.Change.Restart;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a unit can be found after a restart was planned. The invocation and job that the plan saw are 1. */
class ProgressTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # planned,   going back, unit,         invocation, job, what is to be done
            IF_RUNNING,  false,      active,       1,          0,   TO_ASK
            IF_RUNNING,  false,      active,       1,          1,   TO_ASK
            IF_RUNNING,  false,      active,       1,          2,   UNDER_WAY
            IF_RUNNING,  false,      deactivating, 1,          2,   UNDER_WAY
            IF_RUNNING,  false,      deactivating, 1,          0,   UNDER_WAY
            IF_RUNNING,  false,      inactive,     1,          2,   UNDER_WAY
            IF_RUNNING,  false,      inactive,     1,          0,   STOPPED
            IF_RUNNING,  false,      activating,   2,          2,   UNDER_WAY
            IF_RUNNING,  false,      activating,   2,          0,   FAILED
            IF_RUNNING,  false,      active,       2,          0,   HAPPENED
            IF_RUNNING,  false,      reloading,    2,          3,   HAPPENED
            IF_RUNNING,  false,      failed,       1,          0,   FAILED
            IF_RUNNING,  false,      failed,       2,          0,   FAILED
            # The start that hangs was there before the file: its job must be joined.
            IF_RUNNING,  true,       activating,   1,          1,   TO_ASK
            IF_RUNNING,  true,       activating,   1,          0,   TO_ASK
            IF_RUNNING,  true,       activating,   1,          2,   UNDER_WAY
            IF_RUNNING,  true,       activating,   2,          1,   UNDER_WAY
            IF_RUNNING,  true,       inactive,     1,          0,   STOPPED
            IF_RUNNING,  true,       failed,       1,          0,   TO_REVIVE
            ALWAYS,      true,       failed,       1,          0,   TO_REVIVE
            # An agent died between forgetting the failure and starting the unit; then the unit has no invocation, or the same.
            ALWAYS,      true,       inactive,     1,          0,   TO_REVIVE
            ALWAYS,      true,       inactive,     '',         0,   TO_REVIVE
            ALWAYS,      true,       inactive,     1,          2,   UNDER_WAY
            # Once is enough: what follows is for systemd and for people.
            ALWAYS,      true,       failed,       2,          0,   FAILED
            ALWAYS,      true,       inactive,     2,          0,   STOPPED
            ALWAYS,      true,       active,       2,          0,   HAPPENED
            """)
    void oneLookTellsHowFarARestartIs(
            Restart planned, boolean goingBack, String active, String invocation, long job, Progress expected) {
        Activation activation = new Activation("1", 1, planned, "boot", Duration.ZERO);
        assertThat(Progress.of(activation, goingBack, new UnitState(active, invocation, job, Instant.EPOCH)))
                .isEqualTo(expected);
    }
}
