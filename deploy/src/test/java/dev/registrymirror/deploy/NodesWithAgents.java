package dev.registrymirror.deploy;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesSpec;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authentication.BoundObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Nodes that no kubelet stands behind, pods of agents on them, and the tokens that such pods have. */
final class NodesWithAgents {
    private static final String ACCOUNT = "registry-mirror-agent";

    private final KubernetesClient admin;

    NodesWithAgents(KubernetesClient admin) {
        this.admin = admin;
    }

    /** A Node, and the object that the operator makes for it. */
    void join(String name) {
        String uid = admin.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getUid();
        admin.resource(object(name, uid)).create();
    }

    /** What the operator does for a node that has joined anew. */
    void setNodeUid(String node, String uid) {
        admin.resources(NodeRegistries.class).withName(node).edit(existing -> {
            existing.setSpec(new NodeRegistriesSpec(uid, null));
            return existing;
        });
    }

    static NodeRegistries object(String node, String uid) {
        NodeRegistries object = new NodeRegistries();
        object.getMetadata().setName(node);
        object.setSpec(new NodeRegistriesSpec(uid, null));
        return object;
    }

    /** A pod of the agent, which nobody runs. */
    void startAgent(String name, String node) {
        admin.pods()
                .inNamespace(Cluster.NAMESPACE)
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(node)
                        .withServiceAccountName(ACCOUNT)
                        .addNewContainer()
                        .withName("agent")
                        .withImage("agent")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    /** A token as the kubelet asks for when it starts the pod. */
    String token(String pod) {
        String uid = admin.pods()
                .inNamespace(Cluster.NAMESPACE)
                .withName(pod)
                .get()
                .getMetadata()
                .getUid();
        return request(new TokenRequestBuilder()
                .withNewSpec()
                .withBoundObjectRef(new BoundObjectReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Pod")
                        .withName(pod)
                        .withUid(uid)
                        .build())
                .endSpec()
                .build());
    }

    private String request(TokenRequest request) {
        return admin.serviceAccounts()
                .inNamespace(Cluster.NAMESPACE)
                .withName(ACCOUNT)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    /** A token of the same account that no pod has. */
    String unboundToken() {
        return request(new TokenRequest());
    }

    void stopAgent(String pod) {
        admin.pods()
                .inNamespace(Cluster.NAMESPACE)
                .withName(pod)
                .withGracePeriod(0)
                .delete();
    }

    /** Takes the node and its object away. */
    void leave(String node) {
        admin.resources(NodeRegistries.class).withName(node).delete();
        admin.nodes().withName(node).delete();
    }
}
