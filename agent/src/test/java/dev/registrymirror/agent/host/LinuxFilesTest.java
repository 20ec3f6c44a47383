package dev.registrymirror.agent.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.registrymirror.agent.change.FoundFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxFilesTest {
    private static final Path FILE = Path.of("/etc/registries.yaml");
    private static final Path KEPT = Path.of("/etc/former.yaml");

    @TempDir
    Path root;

    private LinuxFiles files;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(root.resolve("etc"));
        files = new LinuxFiles(root, root);
    }

    private Path real(Path path) {
        return root.resolve(Path.of("/").relativize(path));
    }

    @Test
    void whatIsWrittenIsForRootAloneWhateverWasThereBefore() throws IOException {
        Files.writeString(real(FILE), "before");
        Files.setPosixFilePermissions(real(FILE), PosixFilePermissions.fromString("rw-r--r--"));
        files.write(FILE, "after".getBytes(UTF_8));
        assertThat(real(FILE)).hasContent("after");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real(FILE))))
                .isEqualTo("rw-------");
        assertThat(files.list(Path.of("/etc"))).containsExactly("registries.yaml");
    }

    @Test
    void aReaderThatHasTheOldFileOpenGoesOnReadingTheOldFile() throws IOException {
        Files.writeString(real(FILE), "before");
        try (var reader = Files.newBufferedReader(real(FILE))) {
            files.write(FILE, "after".getBytes(UTF_8));
            assertThat(reader.readLine()).isEqualTo("before");
        }
    }

    @Test
    void aKeptFileComesBackAsTheSameFileWithItsModeTimesAndAttributes() throws IOException {
        Files.writeString(real(FILE), "the user's");
        Files.setPosixFilePermissions(real(FILE), PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(real(FILE), FileTime.fromMillis(1_000_000_000_000L));
        boolean attributes = writeAttribute(real(FILE));
        FoundFile before = Objects.requireNonNull(files.look(FILE));
        files.keep(FILE, KEPT);
        files.write(FILE, "ours".getBytes(UTF_8));
        files.giveBack(KEPT, FILE);
        assertThat(files.look(FILE)).isNotNull().satisfies(after -> {
            assertThat(after.inode()).isEqualTo(before.inode());
            assertThat(after.digest()).isEqualTo(before.digest());
        });
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real(FILE))))
                .isEqualTo("rw-r-----");
        assertThat(Files.getLastModifiedTime(real(FILE)).toMillis()).isEqualTo(1_000_000_000_000L);
        assumeTrue(attributes, "this file system has no user attributes");
        assertThat(Files.getFileAttributeView(real(FILE), UserDefinedFileAttributeView.class)
                        .list())
                .containsExactly("origin");
    }

    private static boolean writeAttribute(Path file) {
        try {
            Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                    .write("origin", ByteBuffer.wrap("ansible".getBytes(UTF_8)));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void keepingAndGivingBackTwiceIsAsGoodAsOnce() throws IOException {
        Files.writeString(real(FILE), "the user's");
        files.keep(FILE, KEPT);
        files.keep(FILE, KEPT);
        files.giveBack(KEPT, FILE);
        files.giveBack(KEPT, FILE);
        assertThat(real(FILE)).hasContent("the user's");
        assertThat(files.list(Path.of("/etc"))).containsExactly("former.yaml", "registries.yaml");
    }

    @Test
    void whatAnInterruptedWriteLeftDoesNotGetInTheWay() throws IOException {
        Files.writeString(root.resolve("etc/.registries.yaml.unfinished"), "half");
        files.write(FILE, "whole".getBytes(UTF_8));
        assertThat(real(FILE)).hasContent("whole");
    }

    @Test
    void aFolderThatIsStillUsedStays() throws IOException {
        Path folder = Path.of("/etc/own");
        files.makeFolder(folder);
        files.makeFolder(folder);
        files.write(folder.resolve("a.pem"), new byte[] {1});
        files.removeFolder(folder);
        assertThat(files.list(folder)).containsExactly("a.pem");
        files.remove(folder.resolve("a.pem"));
        files.removeFolder(folder);
        assertThat(real(folder)).doesNotExist();
        assertThat(files.list(folder)).isEmpty();
    }

    @Test
    void theFolderOfAFileIsMadeWhereThereIsNone() throws IOException {
        files.makeFolder(Path.of("/etc/rancher/k3s/registry-mirror"));
        files.write(Path.of("/etc/rancher/own/registries.yaml"), new byte[] {1});
        assertThat(real(Path.of("/etc/rancher/own/registries.yaml"))).exists();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(real(Path.of("/etc/rancher/k3s/registry-mirror")))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real(Path.of("/etc/rancher/k3s")))))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void aFileOfTheHostIsReadThroughLinksAsTheHostReadsIt() throws IOException {
        Files.createDirectories(root.resolve("usr/share/ca"));
        Files.writeString(root.resolve("usr/share/ca/corp.pem"), "certificate");
        Files.createDirectories(root.resolve("etc/ssl"));
        Files.createSymbolicLink(root.resolve("etc/ssl/certs"), Path.of("/usr/share/ca"));
        Files.createSymbolicLink(root.resolve("etc/ssl/ca.pem"), Path.of("../ssl/certs/corp.pem"));
        assertThat(files.read(Path.of("/etc/ssl/ca.pem"))).asString(UTF_8).isEqualTo("certificate");
        Files.createSymbolicLink(root.resolve("etc/ssl/loop.pem"), Path.of("/etc/ssl/loop.pem"));
        assertThat(files.read(Path.of("/etc/ssl/loop.pem"))).isNull();
    }

    @Test
    void aFolderOfOursThatSomebodyElseMadeIsForRootAloneAfterwards() throws IOException {
        Files.createDirectory(
                root.resolve("etc/own"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        files.makeFolder(Path.of("/etc/own"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("etc/own"))))
                .isEqualTo("rwx------");
    }

    @Test
    void whatIsNoRegularFileOrHugeIsNotRead() throws IOException {
        Files.createDirectory(root.resolve("etc/folder"));
        try (var huge =
                FileChannel.open(root.resolve("etc/huge"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            huge.write(ByteBuffer.wrap(new byte[] {1}), 8 << 20);
        }
        assertThat(files.read(Path.of("/etc/folder"))).isNull();
        assertThat(files.read(Path.of("/etc/huge"))).isNull();
    }

    @Test
    void noFileIsNoError() throws IOException {
        assertThat(files.look(FILE)).isNull();
        assertThat(files.read(FILE)).isNull();
        files.remove(FILE);
    }
}
