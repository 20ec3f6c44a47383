package dev.registrymirror.cli.file;

import dev.registrymirror.registries.compose.Distribution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A node's file system: this machine's, or a copy of a node's in some folder. */
public final class NodeRoot {
    /** No certificate is larger; a bound against reading a disk. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private final Path root;

    /** With the folder that is {@code /} on the node; stops where there is none. */
    public NodeRoot(Path root) {
        this.root = root.toAbsolutePath().normalize();
        if (root.toString().isEmpty() || !Files.isDirectory(this.root)) {
            throw Stop.cannot("--node-root takes a folder with a node's files, and %s is none"
                    .formatted(root.toString().isEmpty() ? "nothing" : root));
        }
    }

    /**
     * What is in a file of the node: no bytes where that is not to be had on the node either (no file in a folder that is there, a folder, a
     * device, links in a circle), nothing where it is not known.
     */
    public Optional<byte[]> content(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        try {
            Optional<Path> file = resolved(path);
            if (file.isEmpty()) {
                return Optional.of(new byte[0]);
            }
            if (!Files.isRegularFile(file.get(), LinkOption.NOFOLLOW_LINKS)) {
                boolean other = Files.exists(file.get(), LinkOption.NOFOLLOW_LINKS);
                return other || isMissing(file.get()) ? Optional.of(new byte[0]) : Optional.empty();
            }
            try (InputStream stream = Files.newInputStream(file.get())) {
                byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
                return bytes.length > MAX_BYTES ? Optional.empty() : Optional.of(bytes);
            }
        } catch (IOException | InvalidPathException _) {
            return Optional.empty();
        }
    }

    /**
     * Where a path of the node lies here. Links are followed as the node follows them: an absolute one begins at the node's root, and
     * none leads out of it. Otherwise the links of a node's copy would show this machine's files.
     *
     * @return nothing if links lead in a circle
     */
    private Optional<Path> resolved(String path) throws IOException {
        Deque<String> left = new ArrayDeque<>(parts(path));
        Path at = root;
        int links = 0;
        while (!left.isEmpty()) {
            String part = left.pop();
            if (part.equals("..")) {
                at = at.equals(root) ? root : at.resolveSibling("");
                continue;
            }
            Path next = at.resolve(part);
            if (!Files.isSymbolicLink(next)) {
                at = next;
                continue;
            }
            if (++links > MAX_LINKS) {
                return Optional.empty();
            }
            String target = Files.readSymbolicLink(next).toString();
            parts(target).reversed().forEach(left::push);
            at = target.startsWith("/") ? root : at;
        }
        return Optional.of(at);
    }

    private static List<String> parts(String path) {
        return Stream.of(path.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
    }

    /** Of a copy of a node's files only those of some folders may be there. */
    private static boolean isMissing(Path file) {
        Path folder = file.getParent();
        return !Files.exists(file, LinkOption.NOFOLLOW_LINKS) && folder != null && Files.isReadable(folder);
    }

    /**
     * Whether this is the registries.yaml that the node itself reads, and not only its owner can read it. Of a file elsewhere, such as a
     * checkout of a repository, its mode tells nothing about nodes.
     */
    public boolean showsToOthers(Path file) {
        try {
            Path top = root.toRealPath();
            Path given = file.toAbsolutePath().normalize();
            Path real = file.toRealPath();
            boolean own = Arrays.stream(Distribution.values())
                    .map(program -> "." + program.registriesFile())
                    .anyMatch(path -> given.equals(root.resolve(path).normalize())
                            || real.equals(top.resolve(path).normalize()));
            return own && may(real, PosixFilePermission.OTHERS_READ) && isReachable(real, top);
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    /** Whether the folders that the file is in can be entered by others, as far as they belong to the node. */
    private static boolean isReachable(Path file, Path top) throws IOException {
        for (Path folder = file.getParent();
                folder != null && folder.startsWith(top) && !folder.equals(top);
                folder = folder.getParent()) {
            if (!may(folder, PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    private static boolean may(Path file, PosixFilePermission permission) throws IOException {
        return Files.getPosixFilePermissions(file).contains(permission);
    }
}
