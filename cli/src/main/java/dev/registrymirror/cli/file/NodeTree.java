package dev.registrymirror.cli.file;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.file.RegistriesWriter;
import dev.registrymirror.registries.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a node below a folder of one's choice, each at the path that it has on the node. All have mode 0600. Folders have the mode
 * that folders have: whoever copies the tree onto a node would otherwise close its {@code /etc}.
 */
public final class NodeTree {
    private static final Pattern MATERIAL = Pattern.compile("[0-9a-f]{64}\\.pem");

    private final Path folder;

    /** Below this folder, which is made if it is not there. */
    public NodeTree(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the files, and removes those that were written here before.
     *
     * @param files content by absolute path on the node
     * @return where they are
     */
    public List<Path> write(SortedMap<String, Secret<byte[]>> files) {
        List<Path> written = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (Distribution distribution : Distribution.values()) removeFormer(distribution);
            for (var file : files.entrySet()) {
                Path path = path(file.getKey());
                Files.createDirectories(path.getParent());
                PrivateFile.write(path, file.getValue().reveal());
                written.add(path);
            }
        } catch (FileAlreadyExistsException e) {
            throw Stop.cannot("cannot write below %s: %s is there and is no folder".formatted(folder, e.getFile()));
        } catch (IOException | InvalidPathException e) {
            throw Stop.cannot("cannot write below %s: %s".formatted(folder, Input.reason(e)));
        }
        return written;
    }

    private Path path(String onNode) {
        return folder.resolve(onNode.substring(1));
    }

    private void removeFormer(Distribution distribution) throws IOException {
        Path registries = path(distribution.registriesFile());
        if (Files.isRegularFile(registries, LinkOption.NOFOLLOW_LINKS) && isOurs(registries)) Files.delete(registries);
        Path material = path(distribution.materialFolder());
        if (!Files.isDirectory(material, LinkOption.NOFOLLOW_LINKS)) return;
        List<Path> former;
        try (Stream<Path> entries = Files.list(material)) {
            former = entries.filter(entry ->
                            MATERIAL.matcher(entry.getFileName().toString()).matches())
                    .toList();
        }
        for (Path file : former) Files.delete(file);
    }

    private static boolean isOurs(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1).startsWith(RegistriesWriter.HEADER);
    }
}
