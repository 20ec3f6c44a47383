package dev.registrymirror.agent.change;

import static dev.registrymirror.agent.change.TestNode.A;
import static dev.registrymirror.agent.change.TestNode.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.order.Applied;
import dev.registrymirror.agent.order.Order;
import dev.registrymirror.agent.order.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files before, an order, files after. */
class ChangeTest {

    @TempDir
    Path root;

    @Test
    void anOrderOnAnEmptyNodeWritesTheFileForRootAloneAndRestartsOnce() throws IOException {
        TestNode node = TestNode.in(root);
        Outcome outcome = node.carryOut(node.apply(1, A));
        assertThat(outcome.phase()).isEqualTo(Phase.APPLIED);
        assertThat(node.file()).isEqualTo(A);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.real(TestNode.FILE))))
                .isEqualTo("rw-------");
        assertThat(node.rke2.restarts).isEqualTo(1);
        assertThat(node.ledger().applied()).isNotNull().satisfies(applied -> {
            assertThat(applied.sequence()).isEqualTo(1);
            assertThat(applied.invocationId()).isEqualTo(node.rke2.invocationId());
        });
    }

    @Test
    void aNodeWithoutTheFolderOfTheFileGetsIt() throws IOException {
        TestNode node = TestNode.in(root);
        Files.delete(root.resolve("etc/rancher/rke2"));
        assertThat(node.carryOut(node.apply(1, A)).phase()).isEqualTo(Phase.APPLIED);
        assertThat(node.carryOut(node.restore(2)).phase()).isEqualTo(Phase.APPLIED);
        assertThat(node.real(TestNode.OWN)).doesNotExist();
    }

    static Stream<ClaimBoard> claimsThatAreNotAccepted() {
        return Stream.of(() -> ClaimBoard.Answer.CONFLICT, () -> {
            throw new TestNode.NotClaimed();
        });
    }

    @ParameterizedTest
    @MethodSource("claimsThatAreNotAccepted")
    void withoutAnAcceptedClaimNothingIsTouched(ClaimBoard board) throws IOException {
        TestNode node = TestNode.withFile(root, A);
        Object inode = node.inode();
        node.answerToClaims = board;
        assertThatThrownBy(() -> node.carryOut(node.applyReplacing(1, B))).isInstanceOf(TestNode.NotClaimed.class);
        assertThat(node.file()).isEqualTo(A);
        assertThat(node.inode()).isEqualTo(inode);
        assertThat(Files.exists(node.real(TestNode.OWN))).isFalse();
        assertThat(node.rke2.restarts).isZero();
    }

    @Test
    void theSameMeaningAgainRestartsNothing() throws IOException {
        TestNode node = TestNode.in(root);
        node.carryOut(node.apply(1, A));
        Outcome outcome = node.carryOut(node.apply(2, A));
        assertThat(outcome.phase()).isEqualTo(Phase.APPLIED);
        assertThat(node.rke2.restarts).isEqualTo(1);
        assertThat(node.ledger().applied()).extracting(Applied::sequence).isEqualTo(2L);
    }

    @Test
    void aSequenceThatWasSeenIsNeverActedOnAgain() throws IOException {
        TestNode node = TestNode.in(root);
        node.carryOut(node.apply(5, A));
        node.carryOut(node.apply(5, B));
        node.carryOut(node.apply(4, B));
        assertThat(node.file()).isEqualTo(A);
        assertThat(node.rke2.restarts).isEqualTo(1);
    }

    @Test
    void aRestartBySomebodyElseAfterTheChangeIsNotRepeated() throws IOException {
        TestNode node = TestNode.in(root);
        node.carryOut(node.apply(1, A));
        node.rke2.restartBySomebodyMuchLater();
        node.carryOut(node.apply(2, A));
        assertThat(node.rke2.restarts).isEqualTo(1);
    }

    @Test
    void aRestartBySomebodyElseWithinASecondOfTheWriteIsRepeatedSinceItMayHaveReadTheFormerFile() throws IOException {
        TestNode node = TestNode.in(root);
        node.carryOut(node.apply(1, A));
        node.rke2.restartBySomebody();
        node.carryOut(node.apply(2, A));
        assertThat(node.rke2.hasRead()).isEqualTo(A);
        assertThat(node.rke2.restarts).isEqualTo(2);
    }

    /** containerd reads them at each pull, and goes by what RKE2 has made of the file at its start. */
    @Test
    void certificatesStayUntilTheRunningUnitHasReadAFileThatDoesNotNameThem() throws IOException {
        TestNode node = TestNode.in(root);
        var ca = TestNode.certificate(TestNode.CA);
        String yaml = A + "configs:\n  \"m.example.com\":\n    tls:\n      ca_file: \""
                + TestNode.OWN.resolve(ca.name()) + "\"\n";
        Order order = node.apply(1, yaml, ca);
        assertThat(node.carryOut(order).phase()).isEqualTo(Phase.APPLIED);
        Files.delete(node.real(TestNode.FILE));
        node.carryOut(order);
        assertThat(node.ownFiles()).containsExactly(ca.name());
        assertThat(node.carryOut(node.apply(2, A)).phase()).isEqualTo(Phase.APPLIED);
        assertThat(node.real(TestNode.OWN)).doesNotExist();
    }
}
