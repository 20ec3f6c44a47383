package dev.registrymirror.agent.change;

import static dev.registrymirror.agent.change.TestNode.A;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.layout.Layout;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Ownership;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Order;
import dev.registrymirror.agent.order.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is touched, and how that is said. */
class CheckTest {
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBdTCCARugAwIBAgIUHERE
            -----END CERTIFICATE-----
            """;

    @TempDir
    Path root;

    @Test
    void anUnsupportedNodeIsRefusedWithItsReason() throws IOException {
        TestNode node = TestNode.in(root);
        node.layout = new Layout.Unsupported(new Cause(Reasons.RANCHER_PROVISIONED, "Rancher provisions it"), null);
        assertThat(node.carryOut(node.apply(1, A)).cause().reason()).isEqualTo(Reasons.RANCHER_PROVISIONED);
        assertThat(node.ledger().ownership()).isEqualTo(new Ownership.Nothing());
    }

    @Test
    void aPayloadOfAnotherOrderDoesNotOpen() throws IOException {
        TestNode node = TestNode.in(root);
        Order first = node.apply(1, A);
        Order swapped = new Order(
                2,
                first.action(),
                first.revision(),
                first.payload(),
                first.publicKey(),
                false,
                first.healthTimeout(),
                first.soak());
        Outcome outcome = node.carryOut(swapped);
        assertThat(outcome.cause().reason()).isEqualTo(Reasons.PAYLOAD_REFUSED);
    }

    @Test
    void aFileThatRke2WouldNotTakeIsRefused() throws IOException {
        TestNode node = TestNode.in(root);
        Outcome outcome = node.carryOut(node.apply(1, "mirrors: [\n"));
        assertThat(outcome.cause().reason()).isEqualTo(Reasons.FILE_REFUSED);
        assertThat(node.real(TestNode.FILE)).doesNotExist();
    }

    @Test
    void whatMustNeverReachANodeIsRefusedEvenFromWhoeverGivesTheOrders() throws IOException {
        TestNode node = TestNode.in(root);
        Outcome outcome = node.carryOut(
                node.apply(1, "mirrors:\n  \"../../etc/cron.d\":\n    endpoint:\n      - \"https://m.example.com\"\n"));
        assertRefused(node, outcome, Reasons.FILE_REFUSED);
        assertThat(outcome.cause().message()).contains("mirrors[\"../../etc/cron.d\"]");
    }

    @Test
    void certificatesMustBeThereAndParse() throws IOException {
        TestNode node = TestNode.in(root);
        var broken = TestNode.certificate(CERTIFICATE);
        String yaml = """
                configs:
                  "m.example.com":
                    tls:
                      ca_file: "%s"
                      cert_file: "/etc/ssl/absent.pem"
                """.formatted(TestNode.OWN.resolve(broken.name()));
        Outcome outcome = node.carryOut(node.apply(1, yaml, broken));
        assertThat(outcome.cause().reason()).isEqualTo(Reasons.CERTIFICATE_REFUSED);
        assertThat(outcome.cause().message())
                .contains("configs[\"m.example.com\"].tls.ca_file", "there is no certificate in the CA file")
                .contains("/etc/ssl/absent.pem is not on the node")
                .contains("key_file is missing");
        assertThat(node.real(TestNode.OWN)).doesNotExist();
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
    void anErrorOfOurOwnIsAnsweredWithItsPlaceAndNothingOfWhatItSaysSoThatNoSlotIsHeldForEver() throws IOException {
        TestNode node = TestNode.in(root);
        Node found = node.found();
        ChangeRunner runner = new ChangeRunner(found, () -> node.layout, _ -> {
            throw new IllegalStateException("s3cret");
        });
        var result = runner.carryOut(node.apply(1, A), true, () -> ClaimBoard.Answer.ACCEPTED);
        assertThat(result).isInstanceOfSatisfying(ChangeRunner.Result.Ended.class, ended -> {
            assertThat(ended.outcome().phase()).isEqualTo(Phase.REFUSED);
            assertThat(ended.outcome().cause().reason()).isEqualTo("InternalError");
            assertThat(ended.outcome().cause().message())
                    .contains("IllegalStateException", "CheckTest")
                    .doesNotContain("s3cret");
            assertThat(found.ledger().outcome()).isEqualTo(ended.outcome());
            assertThat(found.ledger().change()).isNull();
        });
        assertThat(node.file()).isEmpty();
    }

    private static void assertRefused(TestNode node, Outcome outcome, String reason) throws IOException {
        assertThat(outcome.phase()).isEqualTo(Phase.REFUSED);
        assertThat(outcome.cause().reason()).isEqualTo(reason);
        assertThat(node.file()).isEmpty();
        assertThat(node.real(TestNode.OWN)).doesNotExist();
        assertThat(node.rke2.restarts).isZero();
    }
}
