package dev.registrymirror.agent.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is touched, and how that is said. */
class CheckTest {
    private static final String A =
            "mirrors:\n  \"a.example.com\":\n    endpoint:\n      - \"https://m.example.com\"\n";

    @TempDir
    Path root;

    @Test
    void whatMustNeverReachANodeIsRefusedEvenFromWhoeverGivesTheOrders() throws IOException {
        TestNode node = TestNode.in(root);
        Outcome outcome = node.carryOut(
                node.apply(1, "mirrors:\n  \"../../etc/cron.d\":\n    endpoint:\n      - \"https://m.example.com\"\n"));
        assertRefused(node, outcome, Reasons.FILE_REFUSED);
        assertThat(outcome.cause().message()).contains("mirrors[\"../../etc/cron.d\"]");
    }

    @Test
    void anythingThatIsMissingOnTheNodeIsToldInASentenceThatAStatusHasRoomFor() throws IOException {
        TestNode node = TestNode.in(root);
        String configs = IntStream.range(0, 100)
                .mapToObj(i -> "  \"registry-%d.example.com\":%n    tls:%n      ca_file: \"/etc/ssl/corp/%d.pem\"%n"
                        .formatted(i, i))
                .collect(Collectors.joining());
        Outcome outcome = node.carryOut(node.apply(1, "configs:\n" + configs));
        assertRefused(node, outcome, Reasons.CERTIFICATE_REFUSED);
        assertThat(outcome.cause().message())
                .contains("configs[\"registry-0.example.com\"].tls.ca_file", "/etc/ssl/corp/0.pem", "92 more")
                .hasSizeLessThan(4096);
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
    void anAdoptedFileGetsNoSecondName() throws IOException {
        TestNode node = TestNode.withFile(root, A);
        node.carryOut(node.apply(1, A));
        assertThat(Files.getAttribute(node.real(TestNode.FILE), "unix:nlink")).isEqualTo(1);
    }

    private static void assertRefused(TestNode node, Outcome outcome, String reason) throws IOException {
        assertThat(outcome.phase()).isEqualTo(Phase.REFUSED);
        assertThat(outcome.cause().reason()).isEqualTo(reason);
        assertThat(node.file()).isEmpty();
        assertThat(node.real(TestNode.OWN)).doesNotExist();
        assertThat(node.rke2.restarts).isZero();
    }
}
