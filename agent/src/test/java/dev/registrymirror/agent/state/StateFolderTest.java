package dev.registrymirror.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.registrymirror.agent.change.Digest;
import dev.registrymirror.agent.host.LinuxFiles;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Change.Activation;
import dev.registrymirror.agent.ledger.Change.Restart;
import dev.registrymirror.agent.ledger.Change.StepName;
import dev.registrymirror.agent.ledger.Change.Target;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.agent.ledger.Meaning;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Ownership;
import dev.registrymirror.agent.ledger.Reading;
import dev.registrymirror.agent.order.Action;
import dev.registrymirror.agent.order.Applied;
import dev.registrymirror.agent.order.Order;
import dev.registrymirror.agent.order.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    private static final Stamp STAMP = new Stamp("uid-1", "machine-1");
    private static final String FILE = "/registries.yaml";
    private static final Path FOLDER = Path.of("/state");
    private static final Ownership OURS = new Ownership.Managed("d1", true);

    private static final Ledger FULL = new Ledger(
            9,
            4,
            new Applied(7, "r7", "i7", "2026-01-01T00:00:00Z"),
            new Outcome(8, Phase.ROLLED_BACK, new Cause("NotHealthyInTime", "the kubelet does not answer")),
            OURS,
            new Meaning("m7", new TreeMap<>(Map.of("mirrors[\"docker.io\"]", "m70"))),
            List.of(new Reading("i7", "m7"), new Reading("i8", "m8")),
            new Change(
                    9,
                    Action.APPLY,
                    "r9",
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(10),
                    StepName.ROLL_BACK,
                    new Target(FILE, null, "d9", "m0", "m9", new Ownership.Adopted("d9")),
                    new Activation("i8", 12, Restart.ALWAYS, "boot", Duration.ofMillis(1234567)),
                    new Cause("RestartFailed", "job failed")));

    @TempDir
    Path root;

    private StateFolder open(Stamp stamp) throws IOException {
        return StateFolder.open(new LinuxFiles(root, root), FOLDER, stamp, Instant.ofEpochMilli(42));
    }

    @Test
    void whatWasRememberedIsThereAgainForTheSameIdentity() throws IOException {
        StateFolder first = open(STAMP);
        first.save(FULL);
        StateFolder second = open(STAMP);
        assertThat(second.ledger()).isEqualTo(FULL);
        assertThat(second.keyPair().publicKey()).isEqualTo(first.keyPair().publicKey());
    }

    @Test
    void everythingIsForRootAlone() throws IOException {
        open(STAMP).save(FULL);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("state"))))
                .isEqualTo("rwx------");
        for (String name : List.of("key", "ledger.json", "stamp.json")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(root.resolve("state").resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void anotherIdentityBeginsAnewWithAKeyOfItsOwnButKnowsWhoseTheFileIs() throws IOException {
        for (Stamp other : List.of(new Stamp("uid-2", "machine-1"), new Stamp("uid-2", "machine-2"))) {
            StateFolder before = open(STAMP);
            before.save(FULL);
            StateFolder after = open(other);
            assertThat(after.ledger()).isEqualTo(new Ledger(0, 0, null, null, OURS, null, List.of(), null));
            assertThat(after.keyPair().publicKey())
                    .isNotEqualTo(before.keyPair().publicKey());
            assertThat(root.resolve("state/archive-42/ledger.json")).exists();
        }
    }

    @Test
    void anotherMachineMakesANewKeyAndForgetsNothingThatThisNodeHasSeen() throws IOException {
        StateFolder before = open(STAMP);
        before.save(FULL);
        StateFolder after = open(new Stamp("uid-1", "machine-2"));
        assertThat(after.ledger()).isEqualTo(FULL);
        assertThat(after.keyPair().publicKey()).isNotEqualTo(before.keyPair().publicKey());
    }

    @Test
    void aNodeThatJoinsAgainInTheMiddleOfAChangeKnowsTheFileThatTheChangeHasWritten() throws IOException {
        byte[] ours = "mirrors: {}\n".getBytes(StandardCharsets.US_ASCII);
        Change change =
                Change.of(new Order(9, Action.APPLY, "r9", "", "", false, Duration.ofMinutes(5), Duration.ZERO));
        Ownership written = new Ownership.Managed(Digest.of(ours), false);
        Target target = new Target(FILE, null, Digest.of(ours), "m0", "m9", written);
        Ledger ledger = Ledger.EMPTY.withChange(change.committing(target));

        open(STAMP).save(ledger);
        assertThat(open(new Stamp("uid-2", "machine-1")).ledger().ownership()).isEqualTo(new Ownership.Nothing());

        StateFolder again = open(STAMP);
        again.save(ledger);
        Files.write(root.resolve("registries.yaml"), ours);
        assertThat(open(new Stamp("uid-2", "machine-1")).ledger())
                .isEqualTo(new Ledger(0, 0, null, null, written, null, List.of(), null));
    }

    @Test
    void aLedgerThatCannotBeReadStopsTheAgentInsteadOfForgetting() throws IOException {
        open(STAMP).save(FULL);
        Files.writeString(root.resolve("state/ledger.json"), "{\"version\":1,\"readings\":[],\"highest\":\"nine\"}");
        assertThatThrownBy(() -> open(STAMP)).isInstanceOf(IOException.class).hasMessageContaining("highest");
        Files.writeString(root.resolve("state/ledger.json"), "{\"version\":2}");
        assertThatThrownBy(() -> open(STAMP)).isInstanceOf(IOException.class).hasMessageContaining("newer release");
        Files.delete(root.resolve("state/ledger.json"));
        assertThatThrownBy(() -> open(STAMP)).isInstanceOf(IOException.class).hasMessageContaining("is gone");
    }

    @Test
    void nothingIsWrittenThatIsWrittenAlready() throws IOException {
        StateFolder state = open(STAMP);
        state.save(FULL);
        Object inode = Files.getAttribute(root.resolve("state/ledger.json"), "unix:ino");
        state.save(FULL);
        assertThat(Files.getAttribute(root.resolve("state/ledger.json"), "unix:ino"))
                .isEqualTo(inode);
    }
}
