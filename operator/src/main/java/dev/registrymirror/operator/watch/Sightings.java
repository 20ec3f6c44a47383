package dev.registrymirror.operator.watch;

import dev.registrymirror.operator.observe.Absences.Sighting;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which nodes can be reached, and since when the others cannot, as Nodes and the agent's pods tell. */
final class Sightings {
    private Sightings() {}

    static List<Sighting> of(Collection<Node> nodes, Collection<Pod> agentPods) {
        Map<String, List<Pod>> podsByNode = agentPods.stream()
                .filter(pod -> pod.getSpec().getNodeName() != null)
                .collect(Collectors.groupingBy(pod -> pod.getSpec().getNodeName()));
        return nodes.stream()
                .map(node -> sighting(
                        node, podsByNode.getOrDefault(node.getMetadata().getName(), List.of())))
                .toList();
    }

    private static Sighting sighting(Node node, List<Pod> pods) {
        String name = node.getMetadata().getName();
        Ready own = ready(node);
        if (!own.holds()) return new Sighting(name, false, own.since());
        if (pods.stream().anyMatch(Sightings::isReady)) return new Sighting(name, true, null);
        // Where there is no pod, nothing tells since when.
        return pods.size() == 1
                ? new Sighting(name, false, ready(pods.getFirst()).since())
                : new Sighting(name, false, null);
    }

    static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null && ready(pod).holds();
    }

    /** A condition Ready, and since when it is as it is. */
    private record Ready(boolean holds, @Nullable Instant since) {}

    private static Ready ready(Node node) {
        return node.getStatus().getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .findFirst()
                .map(condition -> ready(condition.getStatus(), condition.getLastTransitionTime()))
                .orElseGet(() -> ready("Unknown", node.getMetadata().getCreationTimestamp()));
    }

    private static Ready ready(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .findFirst()
                .map(condition -> ready(condition.getStatus(), condition.getLastTransitionTime()))
                .orElseGet(() -> ready("Unknown", pod.getMetadata().getCreationTimestamp()));
    }

    private static Ready ready(String status, @Nullable String since) {
        return new Ready("True".equals(status), since == null ? null : Instant.parse(since));
    }
}
