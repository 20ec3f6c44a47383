package dev.registrymirror.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.e2e.cluster.Cluster;
import dev.registrymirror.e2e.cluster.Installation;
import dev.registrymirror.e2e.cluster.Node;
import dev.registrymirror.e2e.cluster.OutageSampler;
import dev.registrymirror.e2e.cluster.Pull;
import dev.registrymirror.e2e.cluster.SharedInstallation;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which nodes are restarted, how many at once, and what happens when something else goes wrong meanwhile. */
@ExtendWith(SharedInstallation.class)
class RolloutE2E {
    private static final String PLAIN = """
            mirrors: [{registry: docker.io, endpoints: ["http://plain.registry.test:5000"]}]
            """;

    private final Installation installation;
    private final Cluster cluster;

    RolloutE2E(Installation installation) {
        this.installation = installation;
        this.cluster = installation.cluster();
    }

    @AfterEach
    void reset() {
        installation.reset();
    }

    @Test
    void equalMeaningRestartsNothing() {
        installation.mirror("all", """
                mirrors:
                - {registry: docker.io, endpoints: ["http://plain.registry.test:5000"]}
                - {registry: quay.io, endpoints: ["http://plain.registry.test:5000/v2"]}
                """);
        installation.awaitReady("all");
        Map<String, String> before = invocations();

        installation.mirror("all", """
                priority: 7
                mirrors:
                - {registry: quay.io, endpoints: ["http://plain.registry.test:5000/v2"]}
                - {endpoints: ["http://plain.registry.test:5000"], registry: docker.io}
                """);
        installation.awaitReady("all");

        assertThat(installation.mirrorNow("all").getMetadata().getGeneration()).isEqualTo(2);
        assertThat(invocations()).isEqualTo(before);
    }

    @Test
    void aChangedPasswordRestartsExactlyTheSelectedNodes() {
        Node selected = cluster.agents().get(1);
        cluster.basic().password("rotating", "first");
        installation.basicAuthSecret("rotating", "rotating", "first");
        installation.caConfigMap("private-ca");
        installation.mirror("one", """
                nodeSelector: {matchLabels: {kubernetes.io/hostname: %s}}
                mirrors: [{registry: docker.io, endpoints: ["https://basic.registry.test:5002"]}]
                configs:
                - host: basic.registry.test:5002
                  auth: {secretRef: {name: rotating}}
                  tls: {caRef: {kind: ConfigMap, name: private-ca, key: ca.crt}}
                """.formatted(selected.name()));
        installation.awaitReady("one");
        Map<String, String> before = invocations();
        long restarts = restarts().get(selected.name());
        String revision = installation.mirrorNow("one").getStatus().revision();

        cluster.basic().password("rotating", "second");
        installation.basicAuthSecret("rotating", "rotating", "second");
        installation.awaitMirror(
                "one",
                "is Ready with another revision",
                mirror -> Installation.isTrue(mirror, "Ready")
                        && !Objects.equals(mirror.getStatus().revision(), revision));

        before.forEach((node, invocation) -> {
            if (node.equals(selected.name())) {
                assertThat(invocations().get(node)).isNotEqualTo(invocation);
            } else {
                assertThat(invocations().get(node)).as(node).isEqualTo(invocation);
            }
        });
        assertThat(restarts().get(selected.name())).isEqualTo(restarts + 1);
        cluster.basic().push("e2e/rotated:1");
        assertThat(cluster.pods().pull(selected, "docker.io/e2e/rotated:1")).isInstanceOf(Pull.Pulled.class);
    }

    @Test
    void outagesNeverOverlapBeyondThePolicy() {
        installation.fleet("""
                removalDelay: 2s
                pools: [{name: all, maxUnavailable: 2, soak: 1s, healthTimeout: 1m}]
                """);
        try (OutageSampler sampler = OutageSampler.start(cluster)) {
            installation.mirror("all", PLAIN);
            installation.awaitReady("all");

            assertThat(sampler.outages())
                    .extracting(outage -> outage.node().name())
                    .containsExactlyInAnyOrderElementsOf(names());
            assertThat(sampler.mostAtOnce(Node::isServer))
                    .as("servers out at once")
                    .isEqualTo(1);
            assertThat(sampler.mostAtOnce(_ -> true)).as("nodes out at once").isLessThanOrEqualTo(2);
        } finally {
            installation.usualFleet();
        }
    }

    @Test
    void aSecretFixedAfterAnErrorHealsWithoutHelp() {
        Map<String, String> before = invocations();
        installation.mirror("late-secret", """
                nodeSelector: {matchLabels: {kubernetes.io/hostname: agent1}}
                mirrors: [{registry: docker.io, endpoints: ["http://login.registry.test:5004"]}]
                configs: [{host: "login.registry.test:5004", auth: {secretRef: {name: late}}}]
                """);
        var unresolved = installation.awaitMirror(
                "late-secret",
                "says that a Secret is missing",
                mirror -> Installation.condition(mirror, "ReferencesResolved")
                        .map(condition -> condition.getStatus().equals("False"))
                        .orElse(false));
        assertThat(Installation.condition(unresolved, "ReferencesResolved")
                        .orElseThrow()
                        .getMessage())
                .contains("spec.configs[login.registry.test:5004].auth.secretRef")
                .contains("late");
        assertThat(Installation.isTrue(unresolved, "Ready")).isFalse();
        assertThat(invocations()).isEqualTo(before);

        installation.basicAuthSecret("late", "late", "password");
        installation.awaitReady("late-secret");
    }

    @Test
    void anApiServerRestartedInTheMiddleOfAChangeEndsWell() {
        Map<String, Long> before = restarts();
        installation.mirror("all", PLAIN);
        awaitFirstClaim(before);
        cluster.testbed().run("restart", "apiserver");
        installation.awaitReady("all");
        assertEachRestartedOnce(before);
    }

    @Test
    void anotherOperatorTakesOverInTheMiddleOfAChange() {
        Map<String, Long> before = restarts();
        installation.mirror("all", PLAIN);
        awaitFirstClaim(before);
        String leader = installation.leader();
        cluster.kubectl("-n", Installation.NAMESPACE, "delete", "pod", leader, "--grace-period=0", "--force");
        installation.awaitReady("all");
        assertThat(installation.leader()).isNotEqualTo(leader);
        assertEachRestartedOnce(before);
    }

    private void awaitFirstClaim(Map<String, Long> before) {
        installation.awaitAnyNode(
                cluster.nodes(),
                "claims an order or has restarted",
                (node, status) -> Objects.equals(
                                status.phase() == null ? "" : status.phase().name(), "Claimed")
                        || (status.restarts() != null && status.restarts() > before.get(node.name())));
    }

    private void assertEachRestartedOnce(Map<String, Long> before) {
        Map<String, Long> expected =
                before.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue() + 1));
        assertThat(restarts()).isEqualTo(expected);
    }

    private Map<String, String> invocations() {
        return byNode(Node::invocation);
    }

    private Map<String, Long> restarts() {
        return byNode(node -> {
            Long restarts = installation.status(node).orElseThrow().restarts();
            return restarts == null ? 0 : restarts;
        });
    }

    private java.util.List<String> names() {
        return cluster.nodes().stream().map(Node::name).toList();
    }

    private <T> Map<String, T> byNode(Function<Node, T> value) {
        return cluster.nodes().stream().collect(Collectors.toMap(Node::name, value));
    }
}
