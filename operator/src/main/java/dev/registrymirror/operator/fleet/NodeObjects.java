package dev.registrymirror.operator.fleet;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesSpec;
import dev.registrymirror.operator.grant.OwnWrites;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a NodeRegistries for every Linux node, owned by the Node so that it goes with it. One that is for a Node that was here before,
 * under the same name, is replaced.
 */
public final class NodeObjects {
    private static final Logger log = LoggerFactory.getLogger(NodeObjects.class);

    private final KubernetesClient client;
    private final OwnWrites own;
    private final Clock clock;

    public NodeObjects(KubernetesClient client, OwnWrites own, Clock clock) {
        this.client = client;
        this.own = own;
        this.clock = clock;
    }

    /** Makes what is missing; false until the cache shows all that this operator has written, here or elsewhere. */
    public boolean make(Snapshot snapshot) {
        if (!areWritesSeen(snapshot)) return false;
        for (NodeFacts node : snapshot.nodes().values()) {
            if (!node.isLinux()) continue;
            AgentFacts facts = snapshot.agents().get(node.name());
            if (facts == null) {
                create(node);
            } else if (!facts.nodeUID().equals(node.uid())) {
                delete(node.name(), facts.resourceVersion());
            }
        }
        return areWritesSeen(snapshot);
    }

    private boolean areWritesSeen(Snapshot snapshot) {
        own.keepOnly(snapshot.nodes().keySet());
        return own.areSeen(name -> version(snapshot, name), clock.instant());
    }

    private static @Nullable String version(Snapshot snapshot, String node) {
        AgentFacts facts = snapshot.agents().get(node);
        return facts == null ? null : facts.resourceVersion();
    }

    private void create(NodeFacts node) {
        var object = new NodeRegistries();
        object.getMetadata().setName(node.name());
        object.addOwnerReference(new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(node.name())
                .withUid(node.uid())
                .build());
        object.setSpec(new NodeRegistriesSpec(node.uid(), null));
        try {
            client.resource(object).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) throw e;
        }
        own.add(node.name(), null, clock.instant());
    }

    /** Only the version that was seen: what has been made anew meanwhile stays. */
    private void delete(String name, String version) {
        var seen = new NodeRegistries();
        seen.getMetadata().setName(name);
        seen.getMetadata().setResourceVersion(version);
        try {
            client.resource(seen).lockResourceVersion(version).delete();
            log.atInfo().addKeyValue("node", name).log("the node joined again; its NodeRegistries is made anew");
        } catch (KubernetesClientException e) {
            boolean late =
                    e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
            if (!late) throw e;
        }
        own.add(name, version, clock.instant());
    }
}
