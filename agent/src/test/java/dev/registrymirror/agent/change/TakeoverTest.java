package dev.registrymirror.agent.change;

import static dev.registrymirror.agent.change.TestNode.A;
import static dev.registrymirror.agent.change.TestNode.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Ownership;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file that somebody else has written: adopted, left alone, or replaced and given back. */
class TakeoverTest {
    /** The same meaning as {@link TestNode#A}, as a person would write it. */
    private static final String A_BY_HAND =
            "# by hand\nmirrors: {a.example.com: {endpoint: [\"https://m.example.com\"]}}\n";

    @TempDir
    Path root;

    @Test
    void aFileOfTheSameMeaningIsAdoptedByteForByteWithoutARestart() throws IOException {
        TestNode node = TestNode.withFile(root, A_BY_HAND);
        Object inode = node.inode();
        Outcome outcome = node.carryOut(node.apply(1, A));
        assertThat(outcome.phase()).isEqualTo(Phase.APPLIED);
        assertThat(node.file()).isEqualTo(A_BY_HAND);
        assertThat(node.inode()).isEqualTo(inode);
        assertThat(node.rke2.restarts).isZero();
        node.carryOut(node.restore(2));
        assertThat(node.inode()).isEqualTo(inode);
        assertThat(node.rke2.restarts).isZero();
        assertThat(node.real(TestNode.OWN)).doesNotExist();
    }

    @Test
    void anAdoptedFileGetsNoSecondName() throws IOException {
        TestNode node = TestNode.withFile(root, A);
        node.carryOut(node.apply(1, A));
        assertThat(Files.getAttribute(node.real(TestNode.FILE), "unix:nlink")).isEqualTo(1);
    }

    @Test
    void anAdoptedFileThatTheUnitMayNotHaveReadTakesARestart() throws IOException {
        TestNode node = TestNode.withFile(root, A_BY_HAND);
        node.rke2.startedLongAgo();
        node.carryOut(node.apply(1, A));
        assertThat(node.rke2.restarts).isEqualTo(1);
    }

    @Test
    void anAdoptedFileBecomesTheFormerFileWhenTheMeaningChanges() throws IOException {
        TestNode node = TestNode.withFile(root, A_BY_HAND);
        Object inode = node.inode();
        node.carryOut(node.apply(1, A));
        node.carryOut(node.apply(2, B));
        assertThat(node.file()).isEqualTo(B);
        node.carryOut(node.restore(3));
        assertThat(node.file()).isEqualTo(A_BY_HAND);
        assertThat(node.inode()).isEqualTo(inode);
    }

    @Test
    void anAdoptedFileThatItsOwnerHasEditedSinceIsNotBroughtToEffectByARestore() throws IOException {
        TestNode node = TestNode.withFile(root, A_BY_HAND);
        node.carryOut(node.apply(1, A));
        Files.writeString(node.real(TestNode.FILE), B);
        node.rke2.startedLongAgo();
        assertThat(node.carryOut(node.restore(2)).phase()).isEqualTo(Phase.APPLIED);
        assertThat(node.file()).isEqualTo(B);
        assertThat(node.rke2.restarts).isZero();
        assertThat(node.ledger().ownership()).isEqualTo(new Ownership.Nothing());
    }

    @Test
    void aFileOfSomebodyElseIsUntouchedAndWhatWouldBeLostIsNamed() throws IOException {
        TestNode node = TestNode.withFile(root, B);
        Outcome outcome = node.carryOut(node.apply(1, A));
        assertThat(outcome.phase()).isEqualTo(Phase.REFUSED);
        assertThat(outcome.cause().reason()).isEqualTo(Reasons.UNMANAGED_FILE);
        assertThat(outcome.cause().message()).contains("b.example.com", "existingFile: Replace");
        assertThat(node.file()).isEqualTo(B);
        assertThat(node.rke2.restarts).isZero();
    }

    @Test
    void ofAForeignFileTheFirstNamesAreTold() throws IOException {
        String mirrors = IntStream.range(0, 150)
                .mapToObj(i ->
                        "  \"registry-%03d.example.com\":%n    endpoint: [\"https://m.example.com\"]%n".formatted(i))
                .collect(Collectors.joining());
        TestNode node = TestNode.withFile(root, "mirrors:\n" + mirrors);
        Outcome outcome = node.carryOut(node.apply(1, A));
        assertThat(outcome.cause().reason()).isEqualTo(Reasons.UNMANAGED_FILE);
        assertThat(outcome.cause().message())
                .contains("registry-000.example.com", "130 more")
                .hasSizeLessThan(4096);
    }

    @Test
    void aFileOfOursThatSomebodyChangedIsSomebodyElses() throws IOException {
        TestNode node = TestNode.in(root);
        node.carryOut(node.apply(1, A));
        Files.writeString(node.real(TestNode.FILE), B);
        assertThat(node.carryOut(node.apply(2, A + "configs: {}\n")).phase()).isEqualTo(Phase.REFUSED);
        assertThat(node.carryOut(node.restore(3)).phase()).isEqualTo(Phase.REFUSED);
        assertThat(node.file()).isEqualTo(B);
        assertThat(node.carryOut(node.applyReplacing(4, A)).phase()).isEqualTo(Phase.APPLIED);
        assertThat(node.aside()).containsExactly(B);
    }

    @Test
    void aFileThatConfiguresNothingGivesWayAndComesBack() throws IOException {
        String comments = "# managed by our playbook\n";
        TestNode node = TestNode.withFile(root, comments);
        Object inode = node.inode();
        assertThat(node.carryOut(node.apply(1, A)).phase()).isEqualTo(Phase.APPLIED);
        assertThat(node.file()).isEqualTo(A);
        assertThat(node.carryOut(node.restore(2)).phase()).isEqualTo(Phase.APPLIED);
        assertThat(node.file()).isEqualTo(comments);
        assertThat(node.inode()).isEqualTo(inode);
    }

    @Test
    void aRestoreOnANodeWithNothingOfOursChangesNothingAndBringsNothingToEffect() throws IOException {
        TestNode node = TestNode.withFile(root, B);
        node.rke2.startedLongAgo();
        node.rke2.ails("the kubelet's /healthz does not answer");
        Outcome outcome = node.carryOut(node.restore(1));
        assertThat(outcome.phase()).isEqualTo(Phase.APPLIED);
        assertThat(outcome.cause().message()).doesNotContain("healthy");
        assertThat(node.file()).isEqualTo(B);
        assertThat(node.rke2.restarts).isZero();
    }

    @Test
    void aFormerFileThatRke2WouldNotStartWithIsNotGivenBack() throws IOException {
        TestNode node = TestNode.withFile(root, B);
        node.carryOut(node.applyReplacing(1, A));
        Files.writeString(node.real(TestNode.OWN).resolve("former.yaml"), "mirrors: [\n");
        Outcome outcome = node.carryOut(node.restore(2));
        assertThat(outcome.cause().reason()).isEqualTo(Reasons.FILE_REFUSED);
        assertThat(outcome.cause().message()).contains("former.yaml line 2");
        assertThat(node.file()).isEqualTo(A);
        assertThat(node.rke2.restarts).isEqualTo(1);
    }
}
