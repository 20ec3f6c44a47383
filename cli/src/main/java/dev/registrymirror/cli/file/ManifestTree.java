package dev.registrymirror.cli.file;

import dev.registrymirror.registries.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Manifests in a folder of one's choice, what is secret in a file of its own. */
public final class ManifestTree {
    private final Path folder;

    /** Below this folder, which is made if it is not there. */
    public ManifestTree(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes them.
     *
     * @return the files; that of the Secrets first, as kubectl applies a folder's files in the order of their names
     */
    public List<Path> write(String name, String open, Optional<Secret<String>> secrets) {
        Path openFile = folder.resolve(name + ".yaml");
        Path secretFile = folder.resolve(name + "-secrets.yaml");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(secretFile);
            if (secrets.isPresent())
                PrivateFile.write(secretFile, bytes(secrets.get().reveal()));
            PrivateFile.write(openFile, bytes(open));
        } catch (FileAlreadyExistsException e) {
            throw Stop.cannot("cannot write below %s: %s is there and is no folder".formatted(folder, e.getFile()));
        } catch (IOException | InvalidPathException e) {
            throw Stop.cannot("cannot write below %s: %s".formatted(folder, Input.reason(e)));
        }
        return secrets.isPresent() ? List.of(secretFile, openFile) : List.of(openFile);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
