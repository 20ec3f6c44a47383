package dev.registrymirror.operator.observe;

import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Map;

/**
 * A Node, without what its heartbeats change: two equal records mean that nothing has happened to plan for.
 *
 * <p>Whether it is cordoned is not here on purpose: a restart of RKE2 leaves the node's pods alone, so there is nothing to drain or to wait
 * for, and a node that stays cordoned for months would never get its configuration. Whoever is at work on a node and takes RKE2 down makes
 * it NotReady, and that counts.
 *
 * @param ready whether the Node's condition Ready is True
 * @param os the operating system as the kubelet reports it, empty until it has
 */
public record NodeFacts(String name, String uid, Map<String, String> labels, boolean ready, String os) {

    private static final String OS_LABEL = "kubernetes.io/os";
    private static final List<String> SERVER_LABELS = List.of(
            "node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/etcd", "node-role.kubernetes.io/master");

    public NodeFacts {
        labels = Map.copyOf(labels);
    }

    /** Reduces a Node. */
    public static NodeFacts of(Node node) {
        Map<String, String> labels = node.getMetadata().getLabels();
        boolean ready = node.getStatus() != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
        return new NodeFacts(
                node.getMetadata().getName(),
                node.getMetadata().getUid(),
                labels == null ? Map.of() : labels,
                ready,
                os(node));
    }

    private static String os(Node node) {
        if (node.getStatus() != null && node.getStatus().getNodeInfo() != null) {
            String reported = node.getStatus().getNodeInfo().getOperatingSystem();
            if (reported != null && !reported.isEmpty()) return reported;
        }
        Map<String, String> labels = node.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(OS_LABEL, "");
    }

    /** Whether an agent can run there. */
    public boolean isLinux() {
        return os.equals("linux");
    }

    /** Whether its labels say that it runs the control plane or etcd. */
    public boolean isLabelledServer() {
        return SERVER_LABELS.stream().anyMatch(labels::containsKey);
    }
}
