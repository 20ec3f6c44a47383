package dev.registrymirror.fuzz;

import dev.registrymirror.mirrors.adopt.Adopter;
import dev.registrymirror.mirrors.adopt.Adoption.Adopted;
import dev.registrymirror.mirrors.adopt.AdoptionOptions;
import dev.registrymirror.mirrors.manifest.ManifestReader;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the fuzzer begins with: the files that people write, right and wrong, of the other tests, and the examples of the installation. */
final class Seeds {
    private static final Path FILES = Path.of("../registries/src/test/resources");
    private static final Path MANIFESTS = Path.of("../deploy/examples");

    private Seeds() {}

    static List<byte[]> of(Target target) {
        List<byte[]> files = yaml(FILES);
        return switch (target) {
            case PARSE, CHECK, RENDER, EXPLAIN, IMPORT -> files;
            case COMPARE -> pairs(files);
            case COMPOSE ->
                Stream.concat(yaml(MANIFESTS).stream(), files.stream().flatMap(Seeds::manifests))
                        .toList();
        };
    }

    private static List<byte[]> yaml(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            List<byte[]> texts = new ArrayList<>();
            for (Path file : found.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readAllBytes(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each file and the next. */
    private static List<byte[]> pairs(List<byte[]> files) {
        List<byte[]> pairs = new ArrayList<>();
        for (int i = 1; i < files.size(); i++) {
            pairs.add((text(files.get(i - 1)) + "\n---\n" + text(files.get(i))).getBytes(StandardCharsets.UTF_8));
        }
        return pairs;
    }

    /** The manifests that a file can be made into. */
    private static Stream<byte[]> manifests(byte[] file) {
        var options = new AdoptionOptions("corp", ManifestReader.DEFAULT_NAMESPACE, Map.of("pool", "gpu"), null);
        return RegistriesReader.read(file) instanceof Read(Registries registries, var _)
                        && Adopter.adopt(registries, options) instanceof Adopted adopted
                ? Stream.of(
                        (adopted.secretManifests().map(Secret::reveal).orElse("") + "---\n" + adopted.openManifests())
                                .getBytes(StandardCharsets.UTF_8))
                : Stream.of();
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }
}
