package dev.registrymirror.agent.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.registrymirror.agent.layout.Layout;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Ownership;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Applied;
import dev.registrymirror.agent.order.Order;
import dev.registrymirror.agent.order.Phase;
import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.RegistriesReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private static final String A =
            "mirrors:\n  \"a.example.com\":\n    endpoint:\n      - \"https://m.example.com\"\n";
    private static final String B =
            "mirrors:\n  \"b.example.com\":\n    endpoint:\n      - \"https://m.example.com\"\n";
    /** The same meaning as {@link #A}, as a person would write it. */
    private static final String A_BY_HAND =
            "# by hand\nmirrors: {a.example.com: {endpoint: [\"https://m.example.com\"]}}\n";

    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBdTCCARugAwIBAgIUHERE
            -----END CERTIFICATE-----
            """;

    private static final String AUTHORITY = """
            -----BEGIN CERTIFICATE-----
            MIIBijCCAS+gAwIBAgIUDFJzuJziA18jYInAdBP0YPslsGgwCgYIKoZIzj0EAwIw
            GTEXMBUGA1UEAwwOY2EuZXhhbXBsZS5jb20wIBcNMjYxMTI0MTQzNTI4WhgPMjEy
            NjEwMzExNDM1MjhaMBkxFzAVBgNVBAMMDmNhLmV4YW1wbGUuY29tMFkwEwYHKoZI
            zj0CAQYIKoZIzj0DAQcDQgAE1jhpFLkckKX4zVOcfcHFybCqMhoYUJp0rC6etRNd
            a6e4TUI3m1/HyL/LJdKb56Z7vMPI20CAF/8uI0nCAa7F3aNTMFEwHQYDVR0OBBYE
            FFUoS0a+tmm21vCmW374HKI+W61rMB8GA1UdIwQYMBaAFFUoS0a+tmm21vCmW374
            HKI+W61rMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAKokrZfz
            lLn3ILuxOVB5ckhMGVCvB/Vx4rpbfvuvUIE/AiEAmyUNN/X3fV90C7g1JoejvQgr
            hun4LxppDvOPe+CLilE=
            -----END CERTIFICATE-----
            """;

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

    /** containerd reads them at each pull, and goes by what RKE2 has made of the file at its start. */
    @Test
    void certificatesStayUntilTheRunningUnitHasReadAFileThatDoesNotNameThem() throws IOException {
        TestNode node = TestNode.in(root);
        var ca = TestNode.certificate(AUTHORITY);
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
        String undecided = "mirrors:\n  \t\"a\": {}\n";
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
    void anUnsupportedNodeIsRefusedWithItsReason() throws IOException {
        TestNode node = TestNode.in(root);
        node.layout = new Layout.Unsupported(new Cause(Reasons.RANCHER_PROVISIONED, "Rancher provisions it"), null);
        assertThat(node.carryOut(node.apply(1, A)).cause().reason()).isEqualTo(Reasons.RANCHER_PROVISIONED);
        assertThat(node.ledger().ownership()).isEqualTo(new Ownership.Nothing());
    }
}
