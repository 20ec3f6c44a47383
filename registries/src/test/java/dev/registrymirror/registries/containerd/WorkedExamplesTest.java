package dev.registrymirror.registries.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.ContainerdFiles.Rendered;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/**
 * Files and what RKE2 made of them: every expected text was produced by the code that RKE2 v1.36.4 uses. A folder holds {@code
 * registries.yaml}, what is special about the node in {@code node.yaml}, and the tree in {@code expected}.
 */
class WorkedExamplesTest {
    static Stream<Path> examples() throws IOException, URISyntaxException {
        Path folder = Path.of(WorkedExamplesTest.class.getResource("examples").toURI());
        try (Stream<Path> examples = Files.list(folder)) {
            return examples.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void areRenderedByteForByte(Path example) throws IOException {
        Read read = (Read) RegistriesReader.read(Files.readAllBytes(example.resolve("registries.yaml")));

        Rendered rendered = (Rendered) ContainerdFiles.of(read.registries(), options(example));

        SortedMap<String, String> texts = new TreeMap<>();
        rendered.files().forEach((path, text) -> texts.put(path, text.reveal()));
        assertThat(texts).isEqualTo(expected(example.resolve("expected")));
    }

    private static NodeOptions options(Path example) throws IOException {
        Path node = example.resolve("node.yaml");
        Map<String, Object> keys = Files.exists(node) ? new Yaml().load(Files.readString(node)) : Map.of();
        return NodeOptions.defaults(Distribution.RKE2)
                .withDisableDefaultEndpoint(keys.containsKey("disable-default-registry-endpoint"))
                .withEmbeddedRegistry((String) keys.get("embedded-registry"));
    }

    private static SortedMap<String, String> expected(Path folder) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
                for (Path file : files.toList()) {
                    texts.put(folder.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return texts;
    }
}
