package dev.registrymirror.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesSpec;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus;
import dev.registrymirror.testbed.ApiServer;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the token of an agent's pod on node A opens, and what it does not. */
class AgentRightsIT {
    private static final String POLICY = "registry-mirror-agent-own-node";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static KubernetesClient admin;
    private static KubernetesClient agentOfA;
    private static NodesWithAgents nodes;

    @BeforeAll
    static void installWithTwoNodes() {
        Cluster cluster = new Cluster(API);
        admin = cluster.asAdministrator();
        Cluster.apply(admin, Manifests.INSTALL);
        nodes = new NodesWithAgents(admin);
        nodes.join("node-a");
        nodes.join("node-b");
        nodes.startAgent("agent-on-a", "node-a");
        agentOfA = cluster.withToken(nodes.token("agent-on-a"));
        admin.secrets()
                .inNamespace(Cluster.NAMESPACE)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("harbor-pull")
                        .endMetadata()
                        .addToStringData("password", "x")
                        .build())
                .create();
        awaitRightsAndPolicy();
    }

    @AfterAll
    static void leaveNothing() {
        nodes.stopAgent("agent-on-a");
        admin.secrets().inNamespace(Cluster.NAMESPACE).withName("harbor-pull").delete();
        for (String node : new String[] {"node-a", "node-b", "node-new"}) {
            nodes.leave(node);
        }
        agentOfA.close();
        admin.close();
    }

    @Test
    void itWritesTheStatusOfItsOwnNode() {
        reportStatus(agentOfA, "node-a", "first contact");

        assertThat(admin.resources(NodeRegistries.class)
                        .withName("node-a")
                        .get()
                        .getStatus()
                        .message())
                .isEqualTo("first contact");
    }

    @Test
    void itDoesNotWriteTheStatusOfAnotherNode() {
        assertForbidden(() -> reportStatus(agentOfA, "node-b", "not mine"))
                .hasMessageContaining(POLICY)
                .hasMessageContaining("the agent of node \"node-a\" may not write NodeRegistries \"node-b\"");
    }

    @Test
    void itDoesNotWriteTheStatusOfANodeThatJoinedAnewUnderItsName() {
        nodes.join("node-new");
        nodes.startAgent("agent-on-new", "node-new");
        try (KubernetesClient former = new Cluster(API).withToken(nodes.token("agent-on-new"))) {
            reportStatus(former, "node-new", "still the same");
            nodes.setNodeUid("node-new", "another-uid");

            assertForbidden(() -> reportStatus(former, "node-new", "from former times"))
                    .hasMessageContaining("the node has joined the cluster anew");
        } finally {
            nodes.stopAgent("agent-on-new");
        }
    }

    @Test
    void aTokenThatIsBoundToNoPodWritesNoStatus() {
        try (KubernetesClient unbound = new Cluster(API).withToken(nodes.unboundToken())) {
            assertForbidden(() -> reportStatus(unbound, "node-a", "from nowhere"))
                    .hasMessageContaining(POLICY);
        }
    }

    @Test
    void nobodyWritesAStatusFromElsewhereWhateverItsNameAndRights() {
        assertForbidden(() -> reportStatus(admin, "node-b", "by an administrator"))
                .hasMessageContaining(POLICY);
    }

    @Test
    void itDoesNotWriteTheSpecOfItsOwnNode() {
        NodeRegistries own =
                agentOfA.resources(NodeRegistries.class).withName("node-a").get();
        own.setSpec(new NodeRegistriesSpec("uid-of-its-choice", null));

        assertForbidden(() -> agentOfA.resource(own).update());
        assertForbidden(() -> agentOfA.resource(own).patch());
    }

    @Test
    void aStatusUpdateLeavesTheSpecAsItIs() {
        NodeRegistries own =
                agentOfA.resources(NodeRegistries.class).withName("node-a").get();
        String uid = own.getSpec().nodeUID();
        own.setSpec(new NodeRegistriesSpec("uid-of-its-choice", null));
        own.setStatus(status("smuggles"));

        agentOfA.resource(own).updateStatus();

        assertThat(admin.resources(NodeRegistries.class)
                        .withName("node-a")
                        .get()
                        .getSpec()
                        .nodeUID())
                .isEqualTo(uid);
    }

    @Test
    void itReadsNoSecretAndNoConfigMap() {
        assertForbidden(() -> agentOfA.secrets()
                .inNamespace(Cluster.NAMESPACE)
                .withName("harbor-pull")
                .get());
        assertForbidden(() -> agentOfA.secrets().inNamespace(Cluster.NAMESPACE).list());
        assertForbidden(() -> agentOfA.secrets().inAnyNamespace().list());
        assertForbidden(
                () -> agentOfA.configMaps().inNamespace(Cluster.NAMESPACE).list());
    }

    @Test
    void itReadsNoOtherKind() {
        assertForbidden(() -> agentOfA.genericKubernetesResources(Cluster.GROUP + "/v1alpha1", "RegistryMirror")
                .list());
        assertForbidden(() -> agentOfA.genericKubernetesResources(Cluster.GROUP + "/v1alpha1", "RegistryFleet")
                .list());
        assertForbidden(() -> agentOfA.nodes().list());
        assertForbidden(() -> agentOfA.pods().inNamespace(Cluster.NAMESPACE).list());
    }

    @Test
    void itCreatesAndDeletesNothing() {
        assertForbidden(
                () -> agentOfA.resource(NodesWithAgents.object("node-c", "u")).create());
        assertForbidden(() ->
                agentOfA.resources(NodeRegistries.class).withName("node-a").delete());
        assertForbidden(() ->
                agentOfA.resources(NodeRegistries.class).withName("node-b").delete());
        assertForbidden(() -> agentOfA.configMaps()
                .inNamespace(Cluster.NAMESPACE)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("x")
                        .endMetadata()
                        .build())
                .create());
        assertForbidden(() -> agentOfA.pods()
                .inNamespace(Cluster.NAMESPACE)
                .withName("agent-on-a")
                .delete());
        assertForbidden(() -> agentOfA.serviceAccounts()
                .inNamespace(Cluster.NAMESPACE)
                .withName("registry-mirror-operator")
                .tokenRequest(new TokenRequest()));
    }

    @Test
    void itWatchesNodeRegistries() {
        assertThatCode(() -> agentOfA.resources(NodeRegistries.class)
                        .withName("node-a")
                        .watch(new Ignore<>())
                        .close())
                .doesNotThrowAnyException();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertForbidden(ThrowingCallable call) {
        KubernetesClientException refusal = catchThrowableOfType(KubernetesClientException.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.getCode()).as(refusal.getMessage()).isEqualTo(403);
        assertThat(refusal.getStatus().getReason()).isEqualTo("Forbidden");
        return assertThat(refusal);
    }

    private static void reportStatus(KubernetesClient client, String node, String message) {
        NodeRegistries current =
                client.resources(NodeRegistries.class).withName(node).get();
        current.setStatus(status(message));
        client.resource(current).updateStatus();
    }

    private static NodeRegistriesStatus status(String message) {
        return new NodeRegistriesStatus(
                null, null, null, null, NodeRegistriesStatus.Phase.Idle, "Waiting", message, null, null);
    }

    /** RBAC and policies come into force a moment after they were applied; without the policy this ends in an error. */
    private static void awaitRightsAndPolicy() {
        await("the agent's rights, and the policy")
                .atMost(Duration.ofSeconds(60))
                .until(() -> isAllowed("node-a") && !isAllowed("node-b"));
    }

    private static boolean isAllowed(String node) {
        try {
            reportStatus(agentOfA, node, "tried");
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == 403) return false;
            throw e;
        }
    }
}
