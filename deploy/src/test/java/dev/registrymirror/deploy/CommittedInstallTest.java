package dev.registrymirror.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code make crds} writes install.yaml instead of comparing it. */
class CommittedInstallTest {
    @Test
    void committedInstallYamlIsWhatItsSourcesMake() throws IOException {
        if ("apply".equals(System.getProperty("crds"))) {
            Files.writeString(Manifests.INSTALL, Manifests.assemble());
        }

        assertThat(Manifests.read(Manifests.INSTALL))
                .as("install.yaml; rewrite it by: make crds")
                .isEqualTo(Manifests.assemble());
    }

    @Test
    void namespaceAndKindsStandBeforeWhatNeedsThem() {
        List<String> kinds = Manifests.objects(Manifests.INSTALL).stream()
                .map(object -> object.getKind())
                .distinct()
                .toList();

        assertThat(kinds).startsWith("Namespace", "CustomResourceDefinition", "ServiceAccount");
    }

    @Test
    void everyExampleSaysWhatItDoes() {
        assertThat(examples())
                .hasSizeGreaterThan(8)
                .allSatisfy(example -> assertThat(Manifests.read(example)).startsWith("# "));
    }

    @Test
    void noExampleTakesTheRegistryMirrorOfAnotherOne() {
        assertThat(examples()
                        .flatMap(example -> Manifests.objects(example).stream())
                        .filter(object -> object.getKind().equals("RegistryMirror"))
                        .map(object -> object.getMetadata().getName()))
                .hasSizeGreaterThan(8)
                .doesNotHaveDuplicates();
    }

    private static Stream<Path> examples() {
        return Stream.of("examples", "bootstrap").flatMap(folder -> Manifests.files(Path.of(folder)).stream());
    }
}
