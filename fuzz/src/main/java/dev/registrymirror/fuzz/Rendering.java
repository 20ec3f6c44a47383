package dev.registrymirror.fuzz;

import dev.registrymirror.registries.containerd.ContainerdFiles;
import dev.registrymirror.registries.containerd.ContainerdFiles.Rendered;
import dev.registrymirror.registries.containerd.ContainerdFiles.Unrenderable;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.Registries;
import java.nio.file.Path;
import java.util.Map;

/** Renders a node's files for containerd. No name leads out of their folder. */
final class Rendering {
    private static final Path CERTS = Path.of(ContainerdFiles.CERTS_FOLDER);

    private Rendering() {}

    static void of(byte[] input) {
        if (RegistriesReader.read(input) instanceof Read(Registries registries, var _)) {
            switch (ContainerdFiles.of(registries, FuzzedNode.of(input).options())) {
                case Rendered(var files, var _) -> check(files);
                case Unrenderable(var problems) ->
                    Promise.holds(!problems.isEmpty(), () -> "nothing is rendered, and nobody knows why");
            }
        }
    }

    private static void check(Map<String, ?> files) {
        for (String file : files.keySet()) {
            Promise.holds(
                    file.equals(ContainerdFiles.AUTH_FILE) || isWithin(Path.of(file)),
                    () -> "a file outside of certs.d: " + file);
        }
    }

    private static boolean isWithin(Path file) {
        return file.startsWith(CERTS) && file.normalize().equals(file) && file.endsWith("hosts.toml");
    }
}
