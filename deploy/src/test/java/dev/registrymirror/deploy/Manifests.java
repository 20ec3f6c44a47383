package dev.registrymirror.deploy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of this folder. */
final class Manifests {
    static final Path INSTALL = Path.of("install.yaml");

    private static final Path SOURCES = Path.of("manifests");
    // Not from the class path: there they are as they were when this build began.
    private static final Path CRDS = Path.of("../crds/src/main/resources/crds");
    private static final String HEADER = """
            # Registry Mirror Operator: everything that a cluster needs, for
            #     kubectl apply --server-side -f install.yaml
            # Made from manifests/ and the CRDs by: make crds
            """;

    private Manifests() {}

    /** install.yaml as it should be: the namespace first, then the kinds, then who may do what, the policy, and the operator last. */
    static String assemble() {
        List<Path> sources = files(SOURCES);
        Stream<Path> inOrder = Stream.of(
                        sources.stream().limit(1),
                        files(CRDS).stream(),
                        sources.stream().skip(1))
                .flatMap(part -> part);
        return inOrder.map(Manifests::read).collect(Collectors.joining("---\n", HEADER, ""));
    }

    /** The objects in a file, in their order. */
    static List<GenericKubernetesResource> objects(Path file) {
        return Stream.of(read(file).split("^---\n", -1))
                .flatMap(text -> Stream.of(text.split("\n---\n")))
                .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class))
                .toList();
    }

    /** All YAML files of a folder, sorted by name. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
