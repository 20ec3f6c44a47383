package dev.registrymirror.agent.drift;

import static dev.registrymirror.agent.change.TestNode.A;
import static dev.registrymirror.agent.change.TestNode.B;
import static dev.registrymirror.agent.change.TestNode.FILE;
import static dev.registrymirror.agent.change.TestNode.OWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.change.TestNode;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.registries.compose.NodeFile;
import dev.registrymirror.registries.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftCheckTest {
    private static final String LOGIN = """
            configs:
              m.example.com:
                auth:
                  username: u
                  password: wordsecret
            """;

    private final TestNode node;

    @TempDir
    private Path other;

    DriftCheckTest(@TempDir Path folder) throws IOException {
        node = TestNode.in(folder);
    }

    private Optional<Cause> look() throws IOException {
        return new DriftCheck(node.found()).look((Known) node.layout);
    }

    private String message(String reason) throws IOException {
        assertThat(look()).map(Cause::reason).contains(reason);
        return look().orElseThrow().message();
    }

    @Test
    void nothingIsSaidOfAFileThatIsNotOurs() throws IOException {
        node.write(FILE, A);
        assertThat(look()).isEmpty();
        node.write(FILE, "mirrors: [");
        assertThat(look()).isEmpty();
    }

    @Test
    void whatWasAppliedIsNoDriftNorIsItInOtherWords() throws IOException {
        node.carryOut(node.apply(1, A));
        assertThat(look()).isEmpty();
        node.write(FILE, "# mine\n" + A);
        assertThat(look()).isEmpty();
    }

    @Test
    void aFileThatIsGoneIsTold() throws IOException {
        node.carryOut(node.apply(1, A));
        Files.delete(node.real(FILE));
        assertThat(message(DriftReasons.FILE_GONE))
                .startsWith(FILE + " is gone, and rke2-agent.service starts without mirrors");
    }

    @Test
    void whatIsDifferentIsToldByNamesWithoutAnyValue() throws IOException {
        node.carryOut(node.apply(1, A + LOGIN));
        node.write(FILE, B + LOGIN.replace("wordsecret", "othersecret"));
        assertThat(message(DriftReasons.FILE_CHANGED))
                .contains(
                        "(configs[\"m.example.com\"] is changed, mirrors[\"a.example.com\"] is gone, mirrors[\"b.example.com\"] is new)")
                .contains("rke2-agent.service reads it when it starts the next time")
                .doesNotContain("secret");
    }

    @Test
    void hundredsOfEntriesAreCounted() throws IOException {
        node.carryOut(node.apply(1, A));
        StringBuilder many = new StringBuilder(A);
        for (int i = 0; i < 100; i++) many.append("  \"r%d.example.com\":\n".formatted(i));
        node.write(FILE, many.toString());
        assertThat(message(DriftReasons.FILE_CHANGED)).contains(" and 80 more)").hasSizeLessThan(2000);
    }

    @Test
    void aUnitThatHasStartedWithItIsToldToRunWithIt() throws IOException {
        node.carryOut(node.apply(1, A));
        node.write(FILE, B);
        node.rke2.restartBySomebodyMuchLater();
        assertThat(message(DriftReasons.FILE_CHANGED)).contains("rke2-agent.service runs with it");
    }

    @Test
    void aFileThatRke2WouldNotStartWithIsToldWithItsPlace() throws IOException {
        node.carryOut(node.apply(1, A));
        node.write(FILE, "mirrors: [");
        assertThat(message(DriftReasons.FILE_BROKEN)).contains("rke2-agent.service would not start with it: line ");
        node.write(FILE, "");
        assertThat(message(DriftReasons.FILE_CHANGED)).contains("mirrors[\"a.example.com\"] is gone");
    }

    @Test
    void aFileThatOthersCanReadIsTold() throws IOException {
        node.carryOut(node.apply(1, A));
        Files.setPosixFilePermissions(node.real(FILE), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(message(DriftReasons.FILE_EXPOSED)).contains("has mode 0640").contains("chmod 600 it");
    }

    @Test
    void aCertificateThatIsGoneOrAnotherIsTold() throws IOException {
        NodeFile ca = NodeFile.of(Secret.of(TestNode.CA.getBytes(StandardCharsets.US_ASCII)));
        Path path = OWN.resolve(ca.name());
        node.carryOut(node.apply(1, A + "configs: {m.example.com: {tls: {ca_file: \"%s\"}}}\n".formatted(path), ca));
        assertThat(look()).isEmpty();
        node.write(path, "other");
        assertThat(message(DriftReasons.CERTIFICATE_CHANGED))
                .contains(path + ", which " + FILE + " names, was changed");
        Files.delete(node.real(path));
        assertThat(message(DriftReasons.CERTIFICATE_CHANGED)).contains("is gone");
    }

    @Test
    void aFileThatWasAdoptedIsItsOwnersInAllButMeaning() throws IOException {
        TestNode adopted = TestNode.withFile(other, A);
        adopted.carryOut(adopted.apply(1, A));
        DriftCheck check = new DriftCheck(adopted.found());
        Known layout = (Known) adopted.layout;
        Files.setPosixFilePermissions(adopted.real(FILE), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(check.look(layout)).isEmpty();
        adopted.write(FILE, B);
        assertThat(check.look(layout)).map(Cause::reason).contains(DriftReasons.FILE_CHANGED);
    }

    @Test
    void afterARestoreNothingIsOurs() throws IOException {
        node.carryOut(node.apply(1, A));
        node.carryOut(node.restore(2));
        node.write(FILE, B);
        assertThat(look()).isEmpty();
    }

    /** An older release did not remember what the file says. */
    @Test
    void withoutAMemoryOfTheMeaningADifferenceIsToldAllTheSame() throws IOException {
        node.carryOut(node.apply(1, A));
        Ledger ledger = node.ledger();
        node.found()
                .journal()
                .save(new Ledger(
                        ledger.highest(),
                        ledger.restarts(),
                        ledger.applied(),
                        ledger.outcome(),
                        ledger.ownership(),
                        null,
                        ledger.readings(),
                        null));
        assertThat(look()).isEmpty();
        node.write(FILE, B);
        assertThat(message(DriftReasons.FILE_CHANGED)).contains(FILE + " was changed by somebody else, and");
    }
}
