package dev.registrymirror.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.registrymirror.testbed.ApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

class InstallIT {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static KubernetesClient client;
    private static List<HasMetadata> installed;

    @BeforeAll
    static void install() {
        client = new Cluster(API).asAdministrator();
        installed = Cluster.apply(client, Manifests.INSTALL);
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @Test
    void applyingInstallYamlAgainChangesNothing() {
        List<HasMetadata> again = Cluster.apply(client, Manifests.INSTALL);

        assertThat(versions(again)).isEqualTo(versions(installed));
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsAccepted() {
        return Stream.of("examples", "bootstrap")
                .flatMap(folder -> Manifests.files(Path.of(folder)).stream())
                .map(example -> dynamicTest(example.toString(), () -> {
                    List<HasMetadata> objects = Cluster.apply(client, example);
                    assertThat(objects).isNotEmpty();
                    objects.forEach(object -> client.resource(object).delete());
                }));
    }

    /** Kind, name, UID and generation; CRDs get new resourceVersions while their status settles. */
    private static List<String> versions(List<HasMetadata> objects) {
        return objects.stream()
                .map(object -> String.join(
                        " ",
                        object.getKind(),
                        object.getMetadata().getName(),
                        object.getMetadata().getUid(),
                        String.valueOf(object.getMetadata().getGeneration())))
                .toList();
    }
}
