package dev.registrymirror.operator.fleet;

import dev.registrymirror.operator.watch.Watches;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Map;

/** Nodes that no kubelet stands behind: what a kubelet says of them, the test says. */
public final class BareNodes {
    private final KubernetesClient client;

    BareNodes(KubernetesClient client) {
        this.client = client;
    }

    /** A Ready node with a Ready agent pod. */
    public Node join(String name, Map<String, String> labels) {
        Node node = client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
        setReady(name, true);
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("agent-" + name)
                .withNamespace(ApiCluster.NAMESPACE)
                .addToLabels(Watches.NAME_LABEL, Watches.AGENT)
                .endMetadata()
                .withNewSpec()
                .withNodeName(name)
                .withServiceAccountName(Watches.AGENT)
                .addNewContainer()
                .withName("agent")
                .withImage("agent")
                .endContainer()
                .endSpec()
                .build();
        client.resource(pod).create();
        client.pods()
                .inNamespace(ApiCluster.NAMESPACE)
                .withName("agent-" + name)
                .editStatus(running -> new PodBuilder(running)
                        .editOrNewStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build());
        return node;
    }

    /** Takes the node and its agent pod away. */
    public void leave(String name) {
        client.nodes().withName(name).delete();
        client.pods()
                .inNamespace(ApiCluster.NAMESPACE)
                .withName("agent-" + name)
                .withGracePeriod(0)
                .delete();
    }

    /** Says whether the node is Ready. */
    public void setReady(String node, boolean ready) {
        heartbeat(node, ready, "2026-01-01T00:00:00Z");
    }

    /** Has the Node not Ready, since then. */
    public void awaySince(String node, Instant since) {
        setReady(node, false);
        client.nodes().withName(node).editStatus(before -> {
            before.getStatus().getConditions().getFirst().setLastTransitionTime(since.toString());
            return before;
        });
    }

    /** Says it as a kubelet does again and again. */
    public void heartbeat(String node, boolean ready, String time) {
        client.nodes()
                .withName(node)
                .editStatus(before -> new NodeBuilder(before)
                        .withNewStatus()
                        .withNewNodeInfo()
                        .withOperatingSystem("linux")
                        .withArchitecture("amd64")
                        .withBootID("b")
                        .withContainerRuntimeVersion("c")
                        .withKernelVersion("k")
                        .withKubeProxyVersion("p")
                        .withKubeletVersion("v")
                        .withMachineID("m")
                        .withOsImage("o")
                        .withSystemUUID("u")
                        .endNodeInfo()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus(ready ? "True" : "False")
                        .withLastHeartbeatTime(time)
                        .endCondition()
                        .endStatus()
                        .build());
    }
}
