package dev.registrymirror.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.e2e.cluster.Cluster;
import dev.registrymirror.e2e.cluster.Installation;
import dev.registrymirror.e2e.cluster.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What nodes keep while the product's kinds are deleted and installed again. On a cluster of its own, since what nodes had before is
 * held for ten minutes afterwards.
 */
class CrdRemovalE2E {
    private static final Duration LONGER_THAN_THE_REMOVAL_DELAY = Duration.ofSeconds(8);
    private static final String DOCKER = """
            mirrors: [{registry: docker.io, endpoints: ["http://plain.registry.test:5000"]}]
            """;
    private static final String QUAY = """
            mirrors: [{registry: quay.io, endpoints: ["http://plain.registry.test:5000"]}]
            """;

    /**
     * With two RegistryMirrors, which the API server deletes, and an administrator applies, one after the other: in between nodes should
     * have less, by what is there.
     */
    @Test
    void kindsThatAreDeletedAndInstalledAgainUnderARunningOperatorChangeNoNode() {
        try (Cluster cluster = Cluster.up("crds", 1, 1, Installation.images())) {
            Installation installation = Installation.in(cluster);
            installation.mirror("first", DOCKER);
            installation.mirror("second", QUAY);
            installation.awaitReady("first");
            installation.awaitReady("second");
            assertThat(cluster.nodes())
                    .allSatisfy(node -> assertThat(node.meaning().mirrors()).containsOnlyKeys("docker.io", "quay.io"));
            Map<String, String> before = files(cluster);

            for (String kind : List.of("registrymirrors", "registryfleets", "noderegistries")) {
                cluster.kubectl("delete", "crd", kind + ".registrymirror.dev", "--wait");
                nothingHappens("after the kind of " + kind + " is gone", cluster, before);
            }

            installation.installAgain();
            nothingHappens("while no RegistryMirror is back", cluster, before);
            installation.mirror("first", DOCKER);
            nothingHappens("while one of two RegistryMirrors is back", cluster, before);
            installation.mirror("second", QUAY);
            installation.awaitReady("first");
            installation.awaitReady("second");
            assertThat(files(cluster)).isEqualTo(before);
        }
    }

    private static void nothingHappens(String when, Cluster cluster, Map<String, String> before) {
        await("nothing happens " + when)
                .during(LONGER_THAN_THE_REMOVAL_DELAY)
                .atMost(LONGER_THAN_THE_REMOVAL_DELAY.plusSeconds(20))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> files(cluster).equals(before));
    }

    /** Of every node the file, which one it is, and the run of RKE2. */
    private static Map<String, String> files(Cluster cluster) {
        return cluster.nodes().stream()
                .collect(Collectors.toMap(
                        Node::name,
                        node -> node.identity("/etc/rancher/rke2/registries.yaml")
                                + node.registriesYaml()
                                + node.invocation()));
    }
}
