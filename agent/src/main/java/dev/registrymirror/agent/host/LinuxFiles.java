package dev.registrymirror.agent.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.registrymirror.agent.change.Digest;
import dev.registrymirror.agent.change.FoundFile;
import dev.registrymirror.agent.change.HostFiles;
import dev.registrymirror.registries.model.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files by the rules of a Linux file system: a rename within a folder is atomic, and it is durable once file and folder are synced.
 */
public final class LinuxFiles implements HostFiles {
    private static final Set<PosixFilePermission> ROOT_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> ROOT_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");
    /** Of a file that somebody else put on the node; no bundle of certificates is larger. */
    private static final long MOST_BYTES = 4 << 20;

    private static final int FIRST_BEYOND_ASCII = 0x80;

    /** Of a mode, without the kind of file. */
    private static final int PERMISSIONS = 07777;

    private static final String UNFINISHED = ".unfinished";

    private final Path writable;
    private final HostRoot host;

    /**
     * The files of a node.
     *
     * @param writable folder that stands for the host's {@code /} in paths that are written: {@code /} in the agent's pod
     * @param host where the host's {@code /} is mounted to be read
     */
    public LinuxFiles(Path writable, Path host) {
        this.writable = writable;
        this.host = new HostRoot(host);
    }

    private Path real(Path path) {
        return writable.resolve(Path.of("/").relativize(path.toAbsolutePath().normalize()));
    }

    @Override
    public @Nullable FoundFile look(Path file) throws IOException {
        Path real = real(file);
        try {
            byte[] content = Files.readAllBytes(real);
            Map<String, Object> attributes = Files.readAttributes(real, "unix:ctime,ino,dev,mode", NOFOLLOW_LINKS);
            FileTime changed = (FileTime) Objects.requireNonNull(attributes.get("ctime"));
            return new FoundFile(
                    Secret.of(content),
                    Digest.of(content),
                    attributes.get("dev") + ":" + attributes.get("ino"),
                    (Integer) Objects.requireNonNull(attributes.get("mode")) & PERMISSIONS,
                    changed.toInstant());
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    @Override
    public byte @Nullable [] read(Path fileOnHost) {
        try {
            Path real = host.follow(fileOnHost.toAbsolutePath());
            // A pipe or a device would keep us waiting.
            if (!Files.isRegularFile(real, NOFOLLOW_LINKS) || Files.size(real) > MOST_BYTES) return null;
            return Files.readAllBytes(real);
        } catch (IOException _) {
            return null;
        }
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        Path real = real(file);
        Path unfinished = unfinished(real);
        makeParents(real);
        Files.deleteIfExists(unfinished);
        // The mode is there before the first byte is.
        try (FileChannel channel = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(ROOT_ONLY))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) channel.write(buffer);
            channel.force(true);
        }
        moveInto(unfinished, real);
    }

    @Override
    public void keep(Path file, Path as) throws IOException {
        link(real(file), real(as));
    }

    @Override
    public void giveBack(Path kept, Path file) throws IOException {
        link(real(kept), real(file));
    }

    /** A link cannot take the place of a file, a rename can. */
    private static void link(Path existing, Path name) throws IOException {
        Path unfinished = unfinished(name);
        Files.deleteIfExists(unfinished);
        Files.createLink(unfinished, existing);
        moveInto(unfinished, name);
        // rename(2) does nothing where both names are the same file already.
        Files.deleteIfExists(unfinished);
    }

    private static void moveInto(Path unfinished, Path real) throws IOException {
        Files.move(unfinished, real, ATOMIC_MOVE);
        sync(parent(real));
    }

    @Override
    public void remove(Path file) throws IOException {
        if (Files.deleteIfExists(real(file))) sync(parent(real(file)));
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        Path real = real(folder);
        if (Files.isDirectory(real, NOFOLLOW_LINKS)) {
            // The kubelet, which makes it for a mount, lets everybody in.
            if (!Files.getPosixFilePermissions(real, NOFOLLOW_LINKS).equals(ROOT_ONLY_FOLDER)) {
                Files.setPosixFilePermissions(real, ROOT_ONLY_FOLDER);
            }
            return;
        }
        makeParents(real);
        Files.createDirectory(real, PosixFilePermissions.asFileAttribute(ROOT_ONLY_FOLDER));
        sync(parent(real));
    }

    /** A node that is configured by flags alone has no /etc/rancher/rke2, and its distribution would make one like this. */
    private static void makeParents(Path real) throws IOException {
        Path parent = parent(real);
        if (Files.isDirectory(parent)) return;
        makeParents(parent);
        Files.createDirectory(parent, PosixFilePermissions.asFileAttribute(FOLDER));
        sync(parent(parent));
    }

    @Override
    public void removeFolder(Path folder) throws IOException {
        Path real = real(folder);
        try {
            if (Files.deleteIfExists(real)) sync(parent(real));
        } catch (DirectoryNotEmptyException _) {
            // What is in it is still needed.
        }
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        if (!Files.isDirectory(real(folder), NOFOLLOW_LINKS)) return List.of();
        try (var files = Files.list(real(folder))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.chars().allMatch(c -> c < FIRST_BEYOND_ASCII))
                    .sorted()
                    .toList();
        }
    }

    private static Path unfinished(Path real) {
        return real.resolveSibling("." + real.getFileName() + UNFINISHED);
    }

    private static Path parent(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null) throw new IOException(path + " is in no folder");
        return parent;
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
