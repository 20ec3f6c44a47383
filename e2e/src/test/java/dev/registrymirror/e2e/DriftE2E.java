package dev.registrymirror.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Drift;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.e2e.cluster.Installation;
import dev.registrymirror.e2e.cluster.Node;
import dev.registrymirror.e2e.cluster.SharedInstallation;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody has been at a node's files by hand, between two orders. */
@ExtendWith(SharedInstallation.class)
class DriftE2E {
    private static final String FILE = "/etc/rancher/rke2/registries.yaml";
    private static final String OTHER = "mirrors: {quay.io: {endpoint: [\"http://plain.registry.test:5000\"]}}\n";

    private final Installation installation;
    private final Node node;
    private String fileBefore = "";
    private String invocationBefore = "";

    DriftE2E(Installation installation) {
        this.installation = installation;
        this.node = installation.cluster().agents().getFirst();
    }

    @BeforeEach
    void aNodeWithAMirror() {
        installation.mirror("one", """
                nodeSelector: {matchLabels: {kubernetes.io/hostname: %s}}
                mirrors: [{registry: docker.io, endpoints: ["http://plain.registry.test:5000"]}]
                """.formatted(node.name()));
        installation.awaitReady("one");
        fileBefore = node.registriesYaml().orElseThrow();
        invocationBefore = node.invocation();
    }

    @AfterEach
    void reset() {
        installation.usualFleet();
        installation.reset();
    }

    @Test
    void whatSomebodyChangesIsToldByNamesAndForgottenWhenItIsPutBack() {
        node.writeRegistriesYaml(OTHER);
        Drift drift = awaitDrift("FileChanged");
        assertThat(drift.message()).contains("mirrors[\"docker.io\"] is gone, mirrors[\"quay.io\"] is new");
        RegistryMirror mirror = installation.awaitMirror("one", "is not Ready", DriftE2E::hasDrifted);
        assertThat(mirror.getStatus().nodes().drifted()).isEqualTo(1);

        node.writeRegistriesYaml(fileBefore);
        installation.awaitReady("one");
        node.exec("chmod", "644", FILE);
        awaitDrift("FileExposed");
        node.exec("chmod", "600", FILE);
        installation.awaitReady("one");
        assertNoRestart();
    }

    @Test
    void aFileThatIsGoneIsWrittenAgainWhenSomebodySaysSo() {
        node.exec("rm", FILE);
        awaitDrift("FileGone");
        assertThat(node.registriesYaml())
                .as("nothing is written that nobody has asked for")
                .isEmpty();
        askAgain();
        installation.awaitReady("one");
        assertThat(node.registriesYaml()).contains(fileBefore);
        assertNoRestart();
    }

    @Test
    void aFileThatRke2WouldNotStartWithGivesWayWhereThePoolSaysSo() {
        node.writeRegistriesYaml("mirrors: [");
        assertThat(awaitDrift("FileBroken").message()).contains("would not start with it: line");
        askAgain();
        installation.awaitNode(node, "has refused", now -> now.phase() == Phase.Refused);
        assertThat(node.registriesYaml()).contains("mirrors: [");

        installation.fleet("""
                removalDelay: 2s
                pools: [{name: all, maxUnavailable: 1, soak: 1s, healthTimeout: 1m, existingFile: Replace}]
                """);
        installation.awaitReady("one");
        assertThat(node.registriesYaml()).contains(fileBefore);
        assertThat(node.exec("sh", "-c", "cat /var/lib/registry-mirror/aside-*.yaml"))
                .contains("mirrors: [");
        node.exec("sh", "-c", "rm /var/lib/registry-mirror/aside-*.yaml");
        assertNoRestart();
    }

    private Drift awaitDrift(String reason) {
        NodeRegistriesStatus status = installation.awaitNode(
                node,
                "tells " + reason,
                now -> now.drift() != null && now.drift().reason().equals(reason));
        assertThat(status.phase()).as("the last order stays what it was").isEqualTo(Phase.Applied);
        return Objects.requireNonNull(status.drift());
    }

    private static boolean hasDrifted(RegistryMirror mirror) {
        return Installation.condition(mirror, "Ready")
                .map(ready ->
                        ready.getStatus().equals("False") && ready.getReason().equals("NodesDrifted"))
                .orElse(false);
    }

    /** As the documentation says. */
    private void askAgain() {
        NodeRegistries object = installation
                .cluster()
                .client()
                .resources(NodeRegistries.class)
                .withName(node.name())
                .get();
        installation
                .cluster()
                .kubectl(
                        "annotate",
                        "--overwrite",
                        "noderegistries",
                        node.name(),
                        "registrymirror.dev/retry=" + object.getStatus().observed());
    }

    private void assertNoRestart() {
        assertThat(node.invocation()).as("RKE2 has read the same all the time").isEqualTo(invocationBefore);
    }
}
