package dev.registrymirror.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.e2e.cluster.Cluster;
import dev.registrymirror.e2e.cluster.Installation;
import dev.registrymirror.e2e.cluster.Node;
import dev.registrymirror.e2e.cluster.Pull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that was given everything before its first boot, as provisioning tools do it. */
class BootstrapE2E {
    @Test
    void aClusterWhoseManifestsFolderWasFilledBeforeItsFirstBootBecomesReady(@TempDir Path manifests)
            throws IOException {
        Files.copy(Installation.checkout("deploy/install.yaml"), manifests.resolve("registry-mirror.yaml"));
        // Sorts before what it needs: RKE2 tries again until the CRDs are there.
        Files.writeString(manifests.resolve("a-mirror.yaml"), """
                apiVersion: registrymirror.dev/v1alpha1
                kind: RegistryMirror
                metadata: {name: from-the-beginning}
                spec:
                  mirrors: [{registry: docker.io, endpoints: ["http://plain.registry.test:5000"]}]
                """);
        try (Cluster cluster = Cluster.up("bootstrap", 1, 1, Installation.images(), manifests)) {
            Installation installation = new Installation(cluster);
            installation.awaitReady("from-the-beginning");
            for (Node node : cluster.nodes()) {
                assertThat(node.meaning().mirrors()).containsOnlyKeys("docker.io");
                cluster.plain().push("e2e/bootstrap-" + node.name() + ":1");
                assertThat(cluster.pods().pull(node, "docker.io/e2e/bootstrap-" + node.name() + ":1"))
                        .isInstanceOf(Pull.Pulled.class);
            }
        }
    }
}
