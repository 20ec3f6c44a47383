package dev.registrymirror.operator.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Objects;

/** What of each kind the operator keeps in memory. */
final class Reductions {
    private Reductions() {}

    static <T extends HasMetadata> T withoutManagedFields(T object) {
        object.getMetadata().setManagedFields(null);
        return object;
    }

    /** Identity, labels, whether it takes pods, and whether it is Ready since when; not its images, heartbeats or addresses. */
    static Node node(Node node) {
        var spec = node.getSpec();
        var status = node.getStatus();
        return new NodeBuilder()
                .withMetadata(identity(node.getMetadata()))
                .withNewSpec()
                .withUnschedulable(spec == null ? null : spec.getUnschedulable())
                .endSpec()
                .withNewStatus()
                .withConditions(status == null ? List.of() : readyOf(status.getConditions()))
                .withNodeInfo(status == null ? null : status.getNodeInfo())
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

    /** Identity, node, phase and whether it is Ready. */
    static Pod pod(Pod pod) {
        List<PodCondition> ready = pod.getStatus() == null
                ? List.of()
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> "Ready".equals(condition.getType()))
                        .toList();
        return new PodBuilder()
                .withMetadata(identity(pod.getMetadata()))
                .withNewSpec()
                .withNodeName(pod.getSpec() == null ? null : pod.getSpec().getNodeName())
                .endSpec()
                .withNewStatus()
                .withPhase(pod.getStatus() == null ? null : pod.getStatus().getPhase())
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

    private static ObjectMeta identity(ObjectMeta metadata) {
        return new ObjectMetaBuilder()
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .withCreationTimestamp(metadata.getCreationTimestamp())
                .withDeletionTimestamp(metadata.getDeletionTimestamp())
                .withLabels(metadata.getLabels())
                .build();
    }

    /** Whether two states of one object say the same, apart from the resourceVersion. */
    static boolean equalContent(HasMetadata before, HasMetadata after) {
        if (before instanceof CustomResource<?, ?> || !(before instanceof Node)) {
            return false;
        }
        return Objects.equals(content(before), content(after));
    }

    private static HasMetadata content(HasMetadata object) {
        return new NodeBuilder((Node) object)
                .editMetadata()
                .withResourceVersion(null)
                .endMetadata()
                .build();
    }
}
