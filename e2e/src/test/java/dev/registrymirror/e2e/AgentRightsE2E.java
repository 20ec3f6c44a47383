package dev.registrymirror.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesSpec;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.e2e.cluster.AgentOnNode;
import dev.registrymirror.e2e.cluster.Cluster;
import dev.registrymirror.e2e.cluster.Installation;
import dev.registrymirror.e2e.cluster.Node;
import dev.registrymirror.e2e.cluster.SharedInstallation;
import dev.registrymirror.registries.seal.Opener;
import dev.registrymirror.registries.seal.OrderContext;
import dev.registrymirror.registries.seal.UnsealException;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody can do who has taken over one node: the agent's token and key, as they lie on that node. */
@ExtendWith(SharedInstallation.class)
class AgentRightsE2E {
    private static final String PASSWORD = "only for those it is sealed to";

    private final Installation installation;
    private final Cluster cluster;
    private final Node own;
    private final Node other;
    private final AgentOnNode agent;

    AgentRightsE2E(Installation installation) {
        this.installation = installation;
        this.cluster = installation.cluster();
        this.own = cluster.agents().getFirst();
        this.other = cluster.agents().getLast();
        this.agent = new AgentOnNode(installation, own);
    }

    @AfterEach
    void reset() {
        installation.reset();
    }

    @Test
    void anotherNodesPayloadDoesNotOpenWithThisNodesKey() throws UnsealException {
        installation.basicAuthSecret("sealed", "puller", PASSWORD);
        installation.mirror("all", """
                mirrors: [{registry: docker.io, endpoints: ["http://login.registry.test:5004"]}]
                configs: [{host: "login.registry.test:5004", auth: {secretRef: {name: sealed}}}]
                """);
        installation.awaitReady("all");

        try (KubernetesClient client = agent.client()) {
            NodeRegistries ours = read(client, own);
            NodeRegistries theirs = read(client, other);
            byte[] opened = Opener.open(agent.keyPair(), context(ours), payload(ours));
            assertThat(new String(opened, StandardCharsets.UTF_8))
                    .as("what this node was sent")
                    .contains(PASSWORD);

            for (OrderContext guess : new OrderContext[] {context(theirs), context(ours)}) {
                assertThatExceptionOfType(UnsealException.class)
                        .isThrownBy(() -> Opener.open(agent.keyPair(), guess, payload(theirs)));
            }
        }
    }

    @Test
    void theTokenOfOneNodeChangesNothingButThatNodesStatus() {
        try (KubernetesClient client = agent.client()) {
            NodeRegistries ours = read(client, own);
            NodeRegistries theirs = read(client, other);
            assertThat(client.resource(ours).updateStatus().getMetadata().getName())
                    .as("what it may write")
                    .isEqualTo(own.name());

            refused("another node's status", () -> client.resource(theirs).updateStatus());
            ours.setSpec(new NodeRegistriesSpec("a UID of its choice", null));
            refused("its own spec", () -> client.resource(ours).update());
            refused("its own spec by a patch", () -> client.resource(ours).patch());
            refused("deleting its own object", () -> client.resource(ours).delete());
            refused(
                    "deleting another node's object",
                    () -> client.resource(theirs).delete());
            NodeRegistries made = new NodeRegistries();
            made.setMetadata(new ObjectMetaBuilder().withName("made").build());
            made.setSpec(ours.getSpec());
            refused("creating an object", () -> client.resource(made).create());
        }
    }

    @Test
    void theTokenOfOneNodeReadsNoSecretAndCreatesNothing() {
        installation.basicAuthSecret("sealed", "puller", PASSWORD);
        try (KubernetesClient client = agent.client()) {
            var secrets = client.secrets().inNamespace(Installation.NAMESPACE);
            refused("reading a Secret", () -> secrets.withName("sealed").get());
            refused("listing Secrets", secrets::list);
            refused(
                    "listing all Secrets",
                    () -> client.secrets().inAnyNamespace().list());
            var configMap = new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("made")
                    .withNamespace(Installation.NAMESPACE)
                    .endMetadata()
                    .build();
            refused("creating a ConfigMap", () -> client.resource(configMap).create());
            refused(
                    "listing pods",
                    () -> client.pods().inNamespace(Installation.NAMESPACE).list());
            refused(
                    "listing RegistryMirrors",
                    () -> client.genericKubernetesResources("registrymirror.dev/v1alpha1", "RegistryMirror")
                            .list());
        }
    }

    private static void refused(String what, ThrowingCallable attempt) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .as(what)
                .isThrownBy(attempt)
                .satisfies(refusal -> assertThat(refusal.getCode()).as(what).isEqualTo(403));
    }

    private static NodeRegistries read(KubernetesClient client, Node node) {
        return client.resources(NodeRegistries.class).withName(node.name()).get();
    }

    private static OrderContext context(NodeRegistries object) {
        Order order = object.getSpec().order();
        return new OrderContext(
                object.getMetadata().getName(), object.getSpec().nodeUID(), order.sequence(), order.revision());
    }

    private static byte[] payload(NodeRegistries object) {
        return Base64.getDecoder().decode(object.getSpec().order().payload());
    }
}
