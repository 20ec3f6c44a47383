package dev.registrymirror.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.e2e.cluster.Installation;
import dev.registrymirror.e2e.cluster.Node;
import dev.registrymirror.e2e.cluster.SharedInstallation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A node on which RKE2 does not come up with the new file, and only with that. The fault is planted on the node: a drop-in of RKE2's
 * unit that looks into registries.yaml before each start. The rest is systemd's and RKE2's own doing.
 */
@ExtendWith(SharedInstallation.class)
class RollBackE2E {
    private static final String FILE = "/etc/rancher/rke2/registries.yaml";
    private static final String CERTS_D = "/var/lib/rancher/rke2/agent/etc/containerd/certs.d";
    private static final String GOOD = "http://plain.registry.test:5000";
    private static final String BAD = "http://breaks-rke2.registry.test:5000";

    private final Installation installation;
    private final Node node;
    private final String dropIn;

    private String fileBefore = "";
    private String identityBefore = "";
    private String invocationBefore = "";

    RollBackE2E(Installation installation) {
        this.installation = installation;
        this.node = installation.cluster().agents().getFirst();
        this.dropIn = "/etc/systemd/system/" + node.unit() + ".d/fault.conf";
    }

    @BeforeEach
    void aNodeThatRunsWithAGoodFile() {
        installation.fleet("""
                removalDelay: 2s
                pools: [{name: all, maxUnavailable: 1, soak: 1s, healthTimeout: 40s}]
                """);
        mirror("docker.io", GOOD);
        installation.awaitReady("one");
        fileBefore = node.registriesYaml().orElseThrow();
        identityBefore = node.identity(FILE);
        invocationBefore = node.invocation();
    }

    @AfterEach
    void reset() {
        node.exec("rm", "-f", dropIn);
        node.exec("systemctl", "daemon-reload");
        installation.usualFleet();
        installation.reset();
    }

    @Test
    void aStartThatHangsIsTakenBackAfterTheHealthTimeout() {
        plant("ExecStartPre=/bin/sh -c 'grep -q breaks-rke2 " + FILE + " || exit 0; exec sleep infinity'");
        assertTakenBack("NotHealthyInTime", "was not healthy within 40 s");
    }

    @Test
    void aUnitThatHasFailedRunsAgain() {
        plant("ExecStartPre=/bin/sh -c '! grep -q breaks-rke2 " + FILE + "'\nRestart=no");
        assertTakenBack("RestartFailed", "did not start (it is failed)");
    }

    @Test
    void aUnitThatSystemdStartsAgainAndAgainRunsAgain() {
        plant("ExecStartPre=/bin/sh -c '! grep -q breaks-rke2 " + FILE + "'");
        assertTakenBack("RestartFailed", "did not start (it is activating)");
    }

    private void assertTakenBack(String reason, String message) {
        mirror("docker.io", BAD);
        NodeRegistriesStatus status =
                installation.awaitNode(node, "has taken the change back", now -> now.phase() == Phase.RolledBack);
        assertThat(status.reason()).isEqualTo(reason);
        assertThat(status.message()).contains(message, "has its previous file again and is healthy");
        assertThat(node.registriesYaml()).contains(fileBefore);
        assertThat(node.identity(FILE)).as("the very same file").isEqualTo(identityBefore);
        assertThat(node.isActive()).isTrue();
        assertThat(node.invocation()).isNotEqualTo(invocationBefore);
        assertThat(node.exec("grep", "-rh", "^\\[host\\.", CERTS_D))
                .contains(GOOD)
                .doesNotContain(BAD);
        installation.awaitMirror(
                "one",
                "counts the node as failed",
                mirror -> mirror.getStatus().nodes().failed() == 1);

        mirror("quay.io", GOOD);
        installation.awaitReady("one");
        assertThat(node.meaning().mirrors()).containsOnlyKeys("quay.io");
        assertThat(node.isActive()).isTrue();
    }

    private void plant(String service) {
        node.write(dropIn, "644", "[Service]\n" + service + "\n");
        node.exec("systemctl", "daemon-reload");
    }

    private void mirror(String registry, String endpoint) {
        installation.mirror("one", """
                nodeSelector: {matchLabels: {kubernetes.io/hostname: %s}}
                mirrors: [{registry: %s, endpoints: ["%s"]}]
                """.formatted(node.name(), registry, endpoint));
    }
}
