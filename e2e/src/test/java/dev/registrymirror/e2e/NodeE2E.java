package dev.registrymirror.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.e2e.cluster.Cluster;
import dev.registrymirror.e2e.cluster.Installation;
import dev.registrymirror.e2e.cluster.Node;
import dev.registrymirror.e2e.cluster.SharedInstallation;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a node keeps, whatever happens to agent, objects and node. */
@ExtendWith(SharedInstallation.class)
class NodeE2E {
    private static final String FILE = "/etc/rancher/rke2/registries.yaml";
    private static final String PLAIN = """
            mirrors: [{registry: docker.io, endpoints: ["http://plain.registry.test:5000"]}]
            """;

    private final Installation installation;
    private final Cluster cluster;
    private final Node node;

    NodeE2E(Installation installation) {
        this.installation = installation;
        this.cluster = installation.cluster();
        this.node = cluster.agents().getLast();
    }

    @AfterEach
    void reset() {
        installation.usualFleet();
        installation.withdrawAll();
        if (node.registriesYaml().isPresent()) {
            node.exec("rm", FILE);
            node.restartRke2();
        }
        installation.reset();
    }

    @Test
    void anAgentKilledBetweenRenameAndRestartRestartsRke2ExactlyOnce() {
        boolean hit = false;
        for (int attempt = 1; !hit; attempt++) {
            assertThat(attempt)
                    .as("attempts to kill the agent in the moment between rename and restart")
                    .isLessThan(20);
            long restarts = restarts(node);
            long starts = starts(node);
            String invocation = node.invocation();
            // In one process on the node: no start of a program lies between seeing the rename and the kill.
            String killed = killAgentAtRename(() -> mirrorOn(node, PLAIN));
            hit = killed.equals(invocation);
            installation.awaitReady("one");
            assertThat(node.invocation()).isNotEqualTo(invocation);
            assertThat(restarts(node)).isEqualTo(restarts + 1);
            assertThat(starts(node)).as("starts of RKE2").isEqualTo(starts + 1);
            installation.reset();
        }
    }

    @Test
    void aFileThatWasThereIsLeftAloneUntilThePoolSaysReplaceAndComesBackAsItWas() {
        String theirs = "# by hand\nmirrors:\n  quay.io:\n    endpoint: [\"http://plain.registry.test:5000\"]\n";
        node.writeRegistriesYaml(theirs);
        node.exec("chmod", "640", FILE);
        node.restartRke2();
        String identity = node.identity(FILE);
        String invocation = node.invocation();

        mirrorOn(node, PLAIN);
        installation.awaitNode(
                node, "refuses to lose quay.io", status -> Objects.equals(status.reason(), "UnmanagedFile"));
        installation.awaitMirror(
                "one",
                "counts the node as failed",
                mirror -> mirror.getStatus().nodes().failed() == 1);
        assertThat(node.registriesYaml()).contains(theirs);
        assertThat(node.identity(FILE)).isEqualTo(identity);
        assertThat(node.invocation()).isEqualTo(invocation);

        installation.fleet("""
                removalDelay: 2s
                pools: [{name: all, maxUnavailable: 1, soak: 1s, healthTimeout: 1m, existingFile: Replace}]
                """);
        installation.awaitReady("one");
        assertThat(node.meaning().mirrors()).containsOnlyKeys("docker.io");

        cluster.kubectl("delete", "registrymirror", "one");
        installation.awaitNode(
                node,
                "has its former file",
                status ->
                        status.applied() != null && status.applied().revision().equals("former"));
        assertThat(node.registriesYaml()).contains(theirs);
        assertThat(node.identity(FILE)).isEqualTo(identity);
    }

    @Test
    void aFileOfEqualMeaningIsAdoptedWithoutARestart() {
        node.writeRegistriesYaml(
                "mirrors: {'docker.io': {endpoint: ['http://plain.registry.test:5000'], rewrite: }}\n");
        // Only a file that is clearly older than RKE2's start was surely read by it.
        node.exec("sleep", "3");
        node.restartRke2();
        String invocation = node.invocation();
        mirrorOn(node, PLAIN);
        installation.awaitReady("one");
        assertThat(node.invocation()).isEqualTo(invocation);
        cluster.kubectl("delete", "registrymirror", "one");
        installation.awaitNode(
                node,
                "has its former file",
                status ->
                        status.applied() != null && status.applied().revision().equals("former"));
        assertThat(node.invocation()).isEqualTo(invocation);
    }

    @Test
    void aNodeThatJoinsAgainUnderANewUidStartsAnewWithANewKey() {
        mirrorOn(node, PLAIN);
        installation.awaitReady("one");
        String uid = cluster.client()
                .nodes()
                .withName(node.name())
                .get()
                .getMetadata()
                .getUid();
        String key = installation.status(node).orElseThrow().agent().publicKey();

        cluster.kubectl("delete", "node", node.name(), "--wait");
        node.restartRke2();
        installation.awaitNode(
                node,
                "has made a new key",
                status -> status.agent() != null && !status.agent().publicKey().equals(key));
        assertThat(installation.status(node).orElseThrow().agent().nodeUID()).isNotEqualTo(uid);
        installation.awaitReady("one");
        assertThat(node.meaning().mirrors()).containsOnlyKeys("docker.io");
    }

    @Test
    void onlyRootCanReadWhatIsWritten() {
        installation.basicAuthSecret("puller", "puller", "never shown");
        installation.caConfigMap("private-ca");
        mirrorOn(node, """
                mirrors: [{registry: docker.io, endpoints: ["https://basic.registry.test:5002"]}]
                configs:
                - host: basic.registry.test:5002
                  auth: {secretRef: {name: puller}}
                  tls: {caRef: {kind: ConfigMap, name: private-ca, key: ca.crt}}
                """);
        installation.awaitReady("one");
        assertThat(node.exec("stat", "-c", "%a %U", FILE)).isEqualTo("600 root");
        assertThat(node.exec("sh", "-c", "stat -c '%a %U' /etc/rancher/rke2/registry-mirror/*.pem"))
                .isEqualTo("600 root");
        assertThat(node.registriesYaml().orElseThrow()).contains("never shown");

        String said = cluster.kubectl("get", "registrymirrors,registryfleets,noderegistries,events", "-A", "-o", "yaml")
                + cluster.kubectl(
                        "-n",
                        Installation.NAMESPACE,
                        "logs",
                        "-l",
                        "app.kubernetes.io/part-of=registry-mirror",
                        "--tail=-1");
        assertThat(said).doesNotContain("never shown");
    }

    private void mirrorOn(Node selected, String spec) {
        installation.mirror(
                "one", "nodeSelector: {matchLabels: {kubernetes.io/hostname: " + selected.name() + "}}\n" + spec);
    }

    /**
     * Waits on the node for registries.yaml to become another file, kills the agent at that moment, and gives the invocation of RKE2
     * that ran just after: the old one, if the agent had not asked for a restart yet.
     */
    private String killAgentAtRename(Runnable change) {
        var watch = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> node.exec("perl", "-e", """
                sub inode { my @s = stat("%s"); return @s ? $s[1] : 0 }
                my ($agent) = grep { -d "/proc/$_" and readlink("/proc/$_/exe") =~ m{java$} and qx(tr '\\\\0' ' ' </proc/$_/cmdline) =~ /registrymirror.agent/ }
                  map { m{/proc/(\\d+)} } glob("/proc/[0-9]*");
                die "no agent\\n" unless $agent;
                my ($before, $end) = (inode(), time + 60);
                while (inode() == $before) { die "no change\\n" if time > $end }
                kill "KILL", $agent;
                print readlink("/run/systemd/units/invocation:%s");
                """.formatted(FILE, node.unit())));
        change.run();
        return watch.join();
    }

    /** How often systemd has started RKE2 on this node, by its journal. */
    private static long starts(Node node) {
        return node.exec("journalctl", "--no-pager", "--quiet", "--output=cat", "UNIT=" + node.unit())
                .lines()
                .filter(line -> line.startsWith("Started "))
                .count();
    }

    private long restarts(Node of) {
        Long restarts = installation.status(of).orElseThrow().restarts();
        return restarts == null ? 0 : restarts;
    }
}
