package dev.registrymirror.agent.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.change.FakeRke2.Start;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Applied;
import dev.registrymirror.agent.order.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file with which RKE2 does not come up is taken back, and RKE2 runs with the previous one, whatever has become of it. */
class RollBackTest {
    private static final String GOOD = TestNode.mirroring("a.example.com");
    private static final String BAD = TestNode.mirroring("b.example.com");
    private static final String CORRECTED = TestNode.mirroring("c.example.com");

    @TempDir
    Path root;

    private TestNode node;

    @BeforeEach
    void aNodeThatRunsWithAGoodFile() throws IOException {
        node = TestNode.in(root);
        node.carryOut(node.apply(1, GOOD));
    }

    private void assertRunsWithTheGoodFile(Outcome outcome, String reason) throws IOException {
        assertThat(outcome.phase()).as(outcome.cause().message()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(outcome.cause().reason()).isEqualTo(reason);
        assertThat(node.file()).isEqualTo(GOOD);
        assertThat(node.rke2.active()).isEqualTo("active");
        assertThat(node.rke2.hasRead()).isEqualTo(GOOD);
        assertThat(node.ledger().applied()).extracting(Applied::sequence).isEqualTo(1L);
        assertThat(node.ownFiles()).isEmpty();
        assertThat(node.carryOut(node.apply(3, CORRECTED)).phase()).isEqualTo(Phase.APPLIED);
        assertThat(node.rke2.hasRead()).isEqualTo(CORRECTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void aStartThatHangsIsEndedAfterTheHealthTimeout(int secondsToStop) throws IOException {
        node.rke2.breaksWith(BAD::equals, Start.HANGS);
        node.rke2.stopsInSeconds(secondsToStop);
        assertRunsWithTheGoodFile(node.carryOut(node.apply(2, BAD)), Reasons.NOT_HEALTHY_IN_TIME);
    }

    @Test
    void aUnitThatHasFailedIsStartedAgain() throws IOException {
        node.rke2.breaksWith(BAD::equals, Start.FAILS);
        assertRunsWithTheGoodFile(node.carryOut(node.apply(2, BAD)), Reasons.RESTART_FAILED);
    }

    @Test
    void aUnitThatWasStartedTooOftenIsStartedAgain() throws IOException {
        node.rke2.breaksWith(BAD::equals, Start.FAILS_AND_IS_TRIED_AGAIN);
        node.rke2.mayStart(1);
        assertRunsWithTheGoodFile(node.carryOut(node.apply(2, BAD)), Reasons.RESTART_FAILED);
    }

    @Test
    void aUnitThatMayNotEvenBeStartedOnceIsStartedAgain() throws IOException {
        node.rke2.mayStart(0);
        assertRunsWithTheGoodFile(node.carryOut(node.apply(2, BAD)), Reasons.RESTART_FAILED);
    }

    @Test
    void aFailedStartIsTakenBackBeforeSystemdTriesAgain() throws IOException {
        node.rke2.breaksWith(BAD::equals, Start.FAILS_AND_IS_TRIED_AGAIN);
        var began = node.uptime.now();
        Outcome outcome = node.carryOut(node.apply(2, BAD));
        assertThat(node.uptime.now().minus(began)).isLessThan(Duration.ofMinutes(1));
        assertRunsWithTheGoodFile(outcome, Reasons.RESTART_FAILED);
    }

    @ParameterizedTest
    @EnumSource(Start.class)
    void aNodeThatNeitherTheNewNorThePreviousFileHealsIsReportedAsFailed(Start how) throws IOException {
        node.rke2.breaksWith(_ -> true, how);
        Outcome outcome = node.carryOut(node.apply(2, BAD));
        assertThat(outcome.phase()).isEqualTo(Phase.FAILED);
        assertThat(node.file()).isEqualTo(GOOD);
        assertThat(node.rke2.hasRead()).isEqualTo(GOOD);
    }

    @Test
    void whatSomebodyWroteOverTheBadFileIsPutAside() throws IOException {
        node.rke2.breaksWith(BAD::equals, Start.HANGS);
        node.uptime.whenSlept(() -> {
            if (node.rke2.hasRead().equals(BAD)) node.write(TestNode.FILE, "# theirs\n");
        });
        Outcome outcome = node.carryOut(node.apply(2, BAD));
        assertThat(node.aside()).containsExactly("# theirs\n");
        assertRunsWithTheGoodFile(outcome, Reasons.NOT_HEALTHY_IN_TIME);
    }

    @Test
    void aUnitThatSomebodyStopsMeanwhileStaysStopped() throws IOException {
        node.rke2.breaksWith(BAD::equals, Start.HANGS);
        node.uptime.whenSlept(() -> {
            if (node.rke2.hasRead().equals(BAD)) node.rke2.stopBySomebody();
        });
        Outcome outcome = node.carryOut(node.apply(2, BAD));
        assertThat(outcome.phase()).isEqualTo(Phase.FAILED);
        assertThat(outcome.cause().message()).contains("is inactive");
        assertThat(node.file()).isEqualTo(GOOD);
        assertThat(node.rke2.active()).isEqualTo("inactive");
    }
}
