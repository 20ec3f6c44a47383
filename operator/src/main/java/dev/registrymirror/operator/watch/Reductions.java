package dev.registrymirror.operator.watch;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesSpec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import java.util.List;
import java.util.Objects;

/** What of each kind the operator keeps in memory. */
final class Reductions {
    private Reductions() {}

    static <T extends HasMetadata> T withoutManagedFields(T object) {
        object.getMetadata().setManagedFields(null);
        return object;
    }

    /** All but the sealed payload: it is the node's alone, and on 500 nodes it would be most of the operator's memory. */
    static NodeRegistries nodeRegistries(NodeRegistries object) {
        NodeRegistriesSpec spec = object.getSpec();
        if (spec != null && spec.order() != null) {
            object.setSpec(new NodeRegistriesSpec(spec.nodeUID(), spec.order().withoutPayload()));
        }
        return withoutManagedFields(object);
    }

    /** Identity, labels, operating system, and whether it is Ready since when; not its images, heartbeats or addresses. */
    static Node node(Node node) {
        var status = node.getStatus();
        return new NodeBuilder()
                .withMetadata(identity(node.getMetadata()))
                .withNewStatus()
                .withConditions(status == null ? List.of() : readyOf(status.getConditions()))
                .withNewNodeInfo()
                .withOperatingSystem(
                        status == null || status.getNodeInfo() == null
                                ? null
                                : status.getNodeInfo().getOperatingSystem())
                .endNodeInfo()
                .endStatus()
                .build();
    }

    private static List<NodeCondition> readyOf(List<NodeCondition> conditions) {
        return conditions.stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .map(ready -> new NodeConditionBuilder()
                        .withType(ready.getType())
                        .withStatus(ready.getStatus())
                        .withLastTransitionTime(ready.getLastTransitionTime())
                        .build())
                .toList();
    }

    /** Identity, node, and whether it is Ready since when; not its containers' restarts, its addresses or its phase. */
    static Pod pod(Pod pod) {
        List<PodCondition> ready = pod.getStatus() == null
                ? List.of()
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> "Ready".equals(condition.getType()))
                        .map(condition -> new PodConditionBuilder()
                                .withType(condition.getType())
                                .withStatus(condition.getStatus())
                                .withLastTransitionTime(condition.getLastTransitionTime())
                                .build())
                        .toList();
        return new PodBuilder()
                .withMetadata(identity(pod.getMetadata()))
                .withNewSpec()
                .withNodeName(pod.getSpec() == null ? null : pod.getSpec().getNodeName())
                .endSpec()
                .withNewStatus()
                .withConditions(ready)
                .endStatus()
                .build();
    }

    /** Identity, deletion and conditions; not the schema. */
    static CustomResourceDefinition crd(CustomResourceDefinition crd) {
        return new CustomResourceDefinitionBuilder()
                .withMetadata(identity(crd.getMetadata()))
                .withNewStatus()
                .withConditions(
                        crd.getStatus() == null ? List.of() : crd.getStatus().getConditions())
                .endStatus()
                .build();
    }

    /** Identity and deletion. */
    static Namespace namespace(Namespace namespace) {
        return new NamespaceBuilder()
                .withMetadata(identity(namespace.getMetadata()))
                .build();
    }

    /** Type and data, not what kubectl applied last, which is the same once more. */
    static Secret secret(Secret secret) {
        secret.getMetadata().setAnnotations(null);
        return withoutManagedFields(secret);
    }

    /** Data, not what kubectl applied last, which is the same once more. */
    static ConfigMap configMap(ConfigMap map) {
        map.getMetadata().setAnnotations(null);
        return withoutManagedFields(map);
    }

    /** Without the resourceVersion: who compares two of them asks whether something has happened to the object that matters here. */
    private static ObjectMeta identity(ObjectMeta metadata) {
        return new ObjectMetaBuilder()
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .withCreationTimestamp(metadata.getCreationTimestamp())
                .withDeletionTimestamp(metadata.getDeletionTimestamp())
                .withLabels(metadata.getLabels())
                .build();
    }

    /** Whether only a status has been written, or something that nobody reads; the API server counts every other change. */
    static boolean isSameGeneration(HasMetadata before, HasMetadata after) {
        return isSameObject(before, after)
                && Objects.equals(
                        before.getMetadata().getGeneration(),
                        after.getMetadata().getGeneration())
                && Objects.equals(
                        before.getMetadata().getDeletionTimestamp(),
                        after.getMetadata().getDeletionTimestamp());
    }

    static boolean isSameSecret(Secret before, Secret after) {
        return isSameObject(before, after)
                && Objects.equals(before.getType(), after.getType())
                && Objects.equals(before.getData(), after.getData());
    }

    static boolean isSameConfigMap(ConfigMap before, ConfigMap after) {
        return isSameObject(before, after)
                && Objects.equals(before.getData(), after.getData())
                && Objects.equals(before.getBinaryData(), after.getBinaryData());
    }

    private static boolean isSameObject(HasMetadata before, HasMetadata after) {
        return Objects.equals(before.getMetadata().getUid(), after.getMetadata().getUid());
    }
}
