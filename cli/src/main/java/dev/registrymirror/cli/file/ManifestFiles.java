package dev.registrymirror.cli.file;

import dev.registrymirror.mirrors.manifest.ManifestReader;
import dev.registrymirror.mirrors.manifest.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Manifests where kubectl looks for them: in files, in the files of folders, and in what comes in. */
public final class ManifestFiles {
    private static final Pattern NAME = Pattern.compile(".*\\.(yaml|yml|json)");

    private final Input input;

    /** Read with this. */
    public ManifestFiles(Input input) {
        this.input = input;
    }

    /**
     * All that they hold; stops where one cannot be read.
     *
     * @param paths files, folders, or {@code -}
     * @param namespace the operator's
     */
    public Manifests read(List<String> paths, String namespace) {
        ManifestReader reader = new ManifestReader(namespace);
        for (String path : paths) {
            for (String file : isFolder(path) ? files(path) : List.of(path)) {
                Input.Content content = input.content(file);
                reader.read(content.name(), content.bytes());
            }
        }
        return reader.manifests();
    }

    private static boolean isFolder(String path) {
        try {
            return Files.isDirectory(Path.of(path));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static List<String> files(String folder) {
        List<String> files;
        try (Stream<Path> entries = Files.list(Path.of(folder))) {
            files = entries.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Stop.cannot("cannot read %s: %s".formatted(folder, Input.reason(e)));
        }
        if (files.isEmpty()) {
            throw Stop.cannot("there is no file in %s whose name ends in .yaml, .yml or .json".formatted(folder));
        }
        return files;
    }
}
