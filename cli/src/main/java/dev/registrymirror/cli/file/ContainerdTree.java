package dev.registrymirror.cli.file;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.ContainerdFiles;
import dev.registrymirror.registries.containerd.HostsToml;
import dev.registrymirror.registries.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of {@link ContainerdFiles} on disk, below a folder of one's choice. All may hold credentials, so all have mode 0600. */
public final class ContainerdTree {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;

    /** Below this folder, which is made if it is not there. */
    public ContainerdTree(Path folder) {
        this.folder = folder;
    }

    /** Writes the files, and removes those of an earlier time that are no longer wanted, as the program does at its start. */
    public void write(SortedMap<String, Secret<String>> files) {
        try {
            Files.createDirectories(folder);
            removeFormer();
            for (var file : files.entrySet()) {
                write(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (FileAlreadyExistsException e) {
            throw Stop.cannot("cannot write below %s: %s is there and is no folder".formatted(folder, e.getFile()));
        } catch (IOException | InvalidPathException e) {
            throw Stop.cannot("cannot write below %s: %s".formatted(folder, Input.reason(e)));
        }
    }

    private static void write(Path file, Secret<String> text) throws IOException {
        Files.createDirectories(file.getParent(), OWNER_ONLY_FOLDER);
        PrivateFile.write(file, text.reveal().getBytes(StandardCharsets.UTF_8));
    }

    private void removeFormer() throws IOException {
        Files.deleteIfExists(folder.resolve(ContainerdFiles.AUTH_FILE));
        Path certs = folder.resolve(ContainerdFiles.CERTS_FOLDER);
        if (!Files.exists(certs, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(certs, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(certs.toString());
        }
        List<Path> paths;
        try (Stream<Path> tree = Files.walk(certs)) {
            paths = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            if (path.endsWith(HostsToml.FILE_NAME) && isGenerated(path)) {
                Files.delete(path);
                removeIfEmpty(path.getParent());
            }
        }
    }

    private static boolean isGenerated(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return Stream.of(Distribution.values()).anyMatch(program -> text.startsWith(HostsToml.header(program) + "\n"));
    }

    private void removeIfEmpty(@Nullable Path path) throws IOException {
        for (Path at = path; at != null && !at.equals(folder) && isEmpty(at); at = at.getParent()) {
            Files.delete(at);
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }
}
