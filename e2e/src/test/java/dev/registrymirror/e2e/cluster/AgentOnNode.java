package dev.registrymirror.e2e.cluster;

import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.seal.InvalidKeyException;
import dev.registrymirror.registries.seal.NodeKeyPair;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;

/** All that somebody has who has taken over one node's agent: its token and its key. */
public record AgentOnNode(Installation installation, Node node) {

    /** A client with the very token that the agent's pod has on the node. Close it. */
    public KubernetesClient client() {
        String volumes = "/var/lib/kubelet/pods/" + pod().getMetadata().getUid() + "/volumes/kubernetes.io~projected";
        return installation.cluster().withToken(node.exec("sh", "-c", "cat " + volumes + "/*/token"));
    }

    /** The node's private key, as the agent keeps it. */
    public NodeKeyPair keyPair() {
        String key = node.exec("base64", "--wrap=0", "/var/lib/registry-mirror/key");
        try {
            return NodeKeyPair.decode(Secret.of(Base64.getDecoder().decode(key)));
        } catch (InvalidKeyException e) {
            throw new AssertionError(node.name() + " has a key that is none", e);
        }
    }

    private Pod pod() {
        return installation
                .cluster()
                .client()
                .pods()
                .inNamespace(Installation.NAMESPACE)
                .withLabel("app.kubernetes.io/name", "registry-mirror-agent")
                .withField("spec.nodeName", node.name())
                .list()
                .getItems()
                .getFirst();
    }
}
