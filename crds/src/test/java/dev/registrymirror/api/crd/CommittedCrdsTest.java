package dev.registrymirror.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code mvn -pl crds test -Dtest=CommittedCrdsTest -Dcrds=apply} writes the files instead of comparing them. */
class CommittedCrdsTest {
    private static final Path FOLDER = Path.of("src/main/resources/crds");

    @Test
    void committedCrdsAreWhatTheTypesGenerate() throws IOException {
        SortedMap<String, String> generated = new TreeMap<>();
        Crds.generate().forEach((name, crd) -> generated.put(name, Crds.yaml(crd)));
        if ("apply".equals(System.getProperty("crds"))) {
            write(generated);
        }
        assertThat(committed())
                .as("CRDs in %s; rewrite them by: make crds", FOLDER)
                .isEqualTo(generated);
    }

    private static void write(Map<String, String> crds) throws IOException {
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, String> crd : crds.entrySet()) {
            Files.writeString(FOLDER.resolve(crd.getKey() + ".yaml"), crd.getValue());
        }
    }

    private static SortedMap<String, String> committed() throws IOException {
        SortedMap<String, String> crds = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                crds.put(file.getFileName().toString().replaceFirst("\\.yaml$", ""), Files.readString(file));
            }
        }
        return crds;
    }
}
