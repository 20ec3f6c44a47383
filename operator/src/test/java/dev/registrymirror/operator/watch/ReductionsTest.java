package dev.registrymirror.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is kept of an object, and which of its changes are none. */
class ReductionsTest {

    @Test
    void aNodeRegistriesIsKeptWithoutItsPayloadAndWithAllElse() {
        NodeRegistries object = read(NodeRegistries.class, """
                apiVersion: registrymirror.dev/v1alpha1
                kind: NodeRegistries
                metadata: {name: a, uid: u, resourceVersion: "7", annotations: {x: y}, ownerReferences: [{kind: Node, name: a, uid: n}]}
                spec:
                  nodeUID: n
                  order: {sequence: 3, action: Apply, revision: r, payload: sealed, publicKey: k, existingFile: Refuse, healthTimeout: 5m, soak: 10s}
                status: {claimed: 3}
                """);

        NodeRegistries kept = Reductions.nodeRegistries(object);

        assertThat(Objects.requireNonNull(kept.getSpec().order()).payload()).isNull();
        assertThat(kept.getSpec().order().sequence()).isEqualTo(3);
        assertThat(kept.getSpec().order().publicKey()).isEqualTo("k");
        assertThat(kept.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(kept.getMetadata().getAnnotations()).containsEntry("x", "y");
        assertThat(kept.getMetadata().getOwnerReferences()).hasSize(1);
        assertThat(kept.getStatus().claimed()).isEqualTo(3);
    }

    @Test
    void ofAPodOnlyItsNodeAndItsReadinessCount() {
        Pod before = pod("1", "10.0.0.1", "True", "2026-01-01T00:00:01Z");

        assertThat(pod("2", "10.0.0.2", "True", "2026-01-01T00:00:02Z")).isEqualTo(before);
        assertThat(pod("3", "10.0.0.1", "False", "2026-01-01T00:00:01Z")).isNotEqualTo(before);
    }

    @Test
    void aHeartbeatOfANodeIsNoChangeAndALabelIsOne() {
        Node before = node("1", "gpu", 1);

        assertThat(node("2", "gpu", 2)).isEqualTo(before);
        assertThat(node("3", "cpu", 1)).isNotEqualTo(before);
    }

    @Test
    void aStatusOfAMirrorIsNoChangeAndASpecIsOne() {
        RegistryMirror before = mirror("1", 1, "0/1");

        assertThat(Reductions.isSameGeneration(before, mirror("2", 1, "1/1"))).isTrue();
        assertThat(Reductions.isSameGeneration(before, mirror("3", 2, "0/1"))).isFalse();
    }

    @Test
    void aMirrorThatWasMadeAnewOrIsBeingDeletedIsAnotherOne() {
        RegistryMirror before = mirror("1", 1, "0/1");
        RegistryMirror anew = mirror("2", 1, "0/1");
        anew.getMetadata().setUid("other");
        RegistryMirror going = mirror("3", 1, "0/1");
        going.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");

        assertThat(Reductions.isSameGeneration(before, anew)).isFalse();
        assertThat(Reductions.isSameGeneration(before, going)).isFalse();
    }

    @Test
    void aSecretIsItsTypeAndItsData() {
        Secret before = secret("1", "one", "cGE=");

        assertThat(before.getMetadata().getAnnotations()).isNullOrEmpty();
        assertThat(Reductions.isSameSecret(before, secret("2", "two", "cGE="))).isTrue();
        assertThat(Reductions.isSameSecret(before, secret("3", "one", "cGI="))).isFalse();
    }

    @Test
    void aConfigMapIsItsData() {
        ConfigMap before = map("1", "pem");

        assertThat(Reductions.isSameConfigMap(before, map("2", "pem"))).isTrue();
        assertThat(Reductions.isSameConfigMap(before, map("3", "other"))).isFalse();
    }

    private static Pod pod(String version, String address, String ready, String probed) {
        return Reductions.pod(read(Pod.class, """
            apiVersion: v1
            kind: Pod
            metadata: {name: agent-a, namespace: ns, uid: u, resourceVersion: "%s"}
            spec: {nodeName: a, containers: []}
            status:
              phase: Running
              podIP: %s
              containerStatuses: [{name: agent, restartCount: 0, image: i, imageID: i, ready: true}]
              conditions:
              - {type: Ready, status: "%s", lastProbeTime: "%s", lastTransitionTime: "2026-01-01T00:00:00Z"}
            """.formatted(version, address, ready, probed)));
    }

    private static Node node(String version, String pool, int second) {
        return Reductions.node(read(Node.class, """
            apiVersion: v1
            kind: Node
            metadata: {name: a, uid: u, resourceVersion: "%s", labels: {pool: %s}}
            spec: {podCIDR: 10.0.0.0/24}
            status:
              nodeInfo: {operatingSystem: linux, kubeletVersion: v1}
              images: [{names: [i], sizeBytes: 1}]
              conditions: [{type: Ready, status: "True", lastHeartbeatTime: "2026-01-01T00:00:0%sZ"}]
            """.formatted(version, pool, second)));
    }

    private static RegistryMirror mirror(String version, int generation, String updated) {
        return Reductions.withoutManagedFields(read(RegistryMirror.class, """
            apiVersion: registrymirror.dev/v1alpha1
            kind: RegistryMirror
            metadata: {name: corp, uid: u, resourceVersion: "%s", generation: %s}
            spec: {mirrors: [{registry: docker.io}]}
            status: {updated: %s}
            """.formatted(version, generation, updated)));
    }

    private static Secret secret(String version, String applied, String password) {
        return Reductions.secret(read(Secret.class, """
            apiVersion: v1
            kind: Secret
            type: Opaque
            metadata: {name: pull, uid: u, resourceVersion: "%s", annotations: {kubectl.kubernetes.io/last-applied-configuration: %s}}
            data: {password: %s}
            """.formatted(version, applied, password)));
    }

    private static ConfigMap map(String version, String pem) {
        return Reductions.configMap(read(ConfigMap.class, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: ca, uid: u, resourceVersion: "%s"}
                data: {ca.crt: %s}
                """.formatted(version, pem)));
    }

    private static <T> T read(Class<T> type, String yaml) {
        return Serialization.unmarshal(yaml, type);
    }
}
