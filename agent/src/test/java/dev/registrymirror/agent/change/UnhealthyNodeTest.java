package dev.registrymirror.agent.change;

import static dev.registrymirror.agent.change.TestNode.A;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Phase;
import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.RegistriesReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is not well is left alone, unless it is the file that is there from which it suffers. */
class UnhealthyNodeTest {
    @TempDir
    Path root;

    @Test
    void aNodeThatIsNotHealthyIsNotTouched() throws IOException {
        TestNode node = TestNode.in(root);
        node.rke2.ails("the kubelet's /healthz does not answer");
        Outcome outcome = node.carryOut(node.apply(1, A));
        assertThat(outcome.cause().reason()).isEqualTo(Reasons.NODE_UNHEALTHY);
        assertThat(outcome.cause().message()).contains("the kubelet's /healthz does not answer");
        assertThat(node.real(TestNode.FILE)).doesNotExist();
    }

    @Test
    void aStoppedUnitStaysStoppedAndItsNodeUntouched() throws IOException {
        TestNode node = TestNode.in(root);
        node.rke2.is("inactive");
        assertThat(node.carryOut(node.apply(1, A)).cause().reason()).isEqualTo(Reasons.NODE_UNHEALTHY);
        assertThat(node.rke2.restarts).isZero();
    }

    @Test
    void aUnitThatCannotStartForTheFileThatIsThereIsHealedByAnother() throws IOException {
        TestNode node = TestNode.withFile(root, "mirrors: [\n");
        node.rke2.breaksWith("mirrors: [\n"::equals);
        node.rke2.is("activating");
        Outcome outcome = node.carryOut(node.applyReplacing(1, A));
        assertThat(outcome.phase()).isEqualTo(Phase.APPLIED);
        assertThat(node.rke2.hasRead()).isEqualTo(A);
    }

    /** What cannot be judged may well have been read: that the unit starts just now has another reason. */
    @Test
    void aUnitThatStartsWithAFileThatCannotBeJudgedIsNotTakenForStuck() throws IOException {
        String undecided = "nested: " + "[".repeat(200) + "]".repeat(200) + "\n";
        assertThat(RegistriesReader.read(undecided.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ReadResult.Undecided.class);
        TestNode node = TestNode.withFile(root, undecided);
        node.rke2.is("activating");
        assertThat(node.carryOut(node.applyReplacing(1, A)).cause().reason()).isEqualTo(Reasons.NODE_UNHEALTHY);
        assertThat(node.file()).isEqualTo(undecided);
    }

    @Test
    void aUnitThatStartedBeforeItsFileWasBrokenIsNotTakenForStuck() throws IOException {
        TestNode node = TestNode.withFile(root, "mirrors: [\n");
        node.rke2.startedLongAgo();
        node.rke2.is("activating");
        assertThat(node.carryOut(node.applyReplacing(1, A)).cause().reason()).isEqualTo(Reasons.NODE_UNHEALTHY);
    }
}
