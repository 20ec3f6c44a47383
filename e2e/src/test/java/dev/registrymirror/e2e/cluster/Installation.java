package dev.registrymirror.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import dev.registrymirror.registries.model.Registries;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** The product as installed in a cluster, and what its objects say. */
public record Installation(Cluster cluster) {
    /** The namespace of the operator and of all that RegistryMirrors refer to. */
    public static final String NAMESPACE = "registry-mirror-system";

    /** A change of one node takes seconds here; a suite of five nodes on two cores may be slow for a while. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** The image files that {@code make images} has built. */
    public static List<Path> images() {
        return List.of(checkout("deploy/target/images/operator.tar"), checkout("deploy/target/images/agent.tar"));
    }

    /** A file of this checkout. */
    public static Path checkout(String path) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("deploy/manifests"))) return folder.resolve(path);
        }
        throw new IllegalStateException("not inside a checkout");
    }

    /** Applies install.yaml and waits until every node's agent has reported; then makes the pool quick, for tests. */
    public static Installation in(Cluster cluster) {
        cluster.kubectl(
                "apply", "--server-side", "-f", checkout("deploy/install.yaml").toString());
        Installation installation = new Installation(cluster);
        installation.awaitAgents();
        installation.usualFleet();
        return installation;
    }

    /**
     * Applies install.yaml again where its CRDs were deleted, and the fleet with them, which a running operator does not make. The
     * RegistryMirrors are gone, too, and nodes wait for them, since the CRDs are new.
     */
    public void installAgain() {
        cluster.kubectl(
                "apply", "--server-side", "-f", checkout("deploy/install.yaml").toString());
        cluster.kubectl(
                "wait",
                "--for=condition=Established",
                "--timeout=60s",
                "crd",
                "-l",
                "app.kubernetes.io/part-of=registry-mirror");
        cluster.apply("""
                apiVersion: registrymirror.dev/v1alpha1
                kind: RegistryFleet
                metadata: {name: fleet}
                spec:
                  pools: [{name: all, soak: 1s, healthTimeout: 1m}]
                """);
        awaitAgents();
    }

    /** One node at a time, with waits that suit tests. */
    public void usualFleet() {
        fleet("""
                removalDelay: 2s
                pools: [{name: all, maxUnavailable: 1, soak: 1s, healthTimeout: 1m}]
                """);
    }

    /** Waits until the agent of every node has made its key and said what it found. */
    public void awaitAgents() {
        for (Node node : cluster.nodes()) {
            awaitNode(node, "has reported its key", status -> status.agent() != null);
        }
    }

    /** Gives the fleet this spec. */
    public void fleet(String spec) {
        cluster.kubectlWith(
                        "apiVersion: registrymirror.dev/v1alpha1\nkind: RegistryFleet\nmetadata: {name: fleet}\nspec:\n"
                                + spec.indent(2),
                        "replace",
                        "-f",
                        "-")
                .orThrow();
    }

    /** Applies a RegistryMirror of that name with this spec. */
    public void mirror(String name, String spec) {
        cluster.apply("apiVersion: registrymirror.dev/v1alpha1\nkind: RegistryMirror\nmetadata: {name: " + name
                + "}\nspec:\n" + spec.indent(2));
    }

    /** Waits, as a user does, until the RegistryMirror is Ready. */
    public void awaitReady(String name) {
        awaitMirror(name, "is Ready", mirror -> isTrue(mirror, "Ready"));
    }

    public RegistryMirror awaitMirror(String name, String what, Predicate<RegistryMirror> condition) {
        return await("RegistryMirror " + name + " " + what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Optional.ofNullable(mirrorNow(name)).filter(condition), Optional::isPresent)
                .orElseThrow();
    }

    public NodeRegistriesStatus awaitNode(Node node, String what, Predicate<NodeRegistriesStatus> condition) {
        return await("NodeRegistries " + node.name() + " " + what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> status(node).filter(condition), Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until one of the nodes is as wanted. */
    public void awaitAnyNode(List<Node> nodes, String what, BiPredicate<Node, NodeRegistriesStatus> condition) {
        await("one of " + nodes.size() + " nodes " + what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> nodes.stream()
                        .anyMatch(node -> status(node)
                                .filter(status -> condition.test(node, status))
                                .isPresent()));
    }

    /** The pod that holds the operator's lease. */
    public String leader() {
        return cluster.kubectl(
                "-n", NAMESPACE, "get", "lease", "registry-mirror-operator", "-o", "jsonpath={.spec.holderIdentity}");
    }

    /** The RegistryMirror as it is now, or null. */
    public RegistryMirror mirrorNow(String name) {
        return client().resources(RegistryMirror.class).withName(name).get();
    }

    public Optional<NodeRegistriesStatus> status(Node node) {
        return Optional.ofNullable(client().resources(NodeRegistries.class)
                        .withName(node.name())
                        .get())
                .map(NodeRegistries::getStatus);
    }

    /** A condition that speaks of the current generation. */
    public static Optional<Condition> condition(RegistryMirror mirror, String type) {
        RegistryMirrorStatus status = mirror.getStatus();
        if (status == null) return Optional.empty();
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .filter(condition -> Objects.equals(
                        condition.getObservedGeneration(), mirror.getMetadata().getGeneration()))
                .findFirst();
    }

    public static boolean isTrue(RegistryMirror mirror, String type) {
        return condition(mirror, type)
                .map(condition -> condition.getStatus().equals("True"))
                .orElse(false);
    }

    /** A Secret of the kind kubernetes.io/basic-auth in the product's namespace. */
    public void basicAuthSecret(String name, String user, String password) {
        cluster.apply("""
                apiVersion: v1
                kind: Secret
                type: kubernetes.io/basic-auth
                metadata: {name: %s, namespace: %s, labels: {e2e: "yes"}}
                stringData: {username: "%s", password: "%s"}
                """.formatted(name, NAMESPACE, user, password));
    }

    /** A ConfigMap with the private CA of the testbed's registries under {@code ca.crt}. */
    public void caConfigMap(String name) {
        cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, namespace: %s, labels: {e2e: "yes"}}
                data:
                  ca.crt: |
                %s
                """.formatted(name, NAMESPACE, certificate("ca.crt").indent(4)));
    }

    /** A certificate or key of the testbed's registries, in PEM. */
    public String certificate(String file) {
        try {
            return Files.readString(cluster.certificates().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes all RegistryMirrors, Secrets and ConfigMaps of tests and waits until no node has anything to do. */
    public void withdrawAll() {
        cluster.kubectl("delete", "registrymirrors", "--all", "--wait");
        cluster.kubectl("-n", NAMESPACE, "delete", "secrets,configmaps", "-l", "e2e=yes", "--wait");
        for (Node node : cluster.nodes()) {
            await(node.name() + " has its former state")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(
                            () -> assertThat(status(node)).as(node.name()).hasValueSatisfying(Installation::isAtRest));
        }
    }

    /** The same, and no node has a registries.yaml that means anything. */
    public void reset() {
        withdrawAll();
        for (Node node : cluster.nodes()) {
            assertThat(node.meaning()).as("what %s has", node.name()).isEqualTo(Registries.EMPTY);
        }
    }

    private static void isAtRest(NodeRegistriesStatus status) {
        assertThat(status.phase()).isNotEqualTo(NodeRegistriesStatus.Phase.Claimed);
        assertThat(status.applied() == null ? Order.FORMER : status.applied().revision())
                .isEqualTo(Order.FORMER);
    }

    private KubernetesClient client() {
        return cluster.client();
    }
}
