package dev.registrymirror.operator.revision;

import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.operator.watch.Watches;
import dev.registrymirror.registries.revision.PayloadCodec;
import dev.registrymirror.registries.revision.Revision;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every revision that a node has, is told to have or should have, each as an immutable Secret named {@code revision-<id>}; deletes
 * the others. Writes nothing while nothing changes.
 */
public final class RevisionStore {
    private static final Logger log = LoggerFactory.getLogger(RevisionStore.class);
    private static final String PREFIX = "revision-";
    private static final String PAYLOAD = "payload";
    private static final String TYPE = "registrymirror.dev/revision";

    private final KubernetesClient client;
    private final String namespace;
    /** Ids of the Secrets that are there, as far as this leader knows; null until it has looked. */
    private @Nullable Set<String> kept;

    public RevisionStore(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Stores what is wanted and not there yet, then deletes what nobody names any more. */
    public synchronized void keep(Snapshot snapshot, Map<String, Revision> wanted) {
        Set<String> known = kept == null ? list() : kept;
        kept = known;
        for (Revision revision : wanted.values()) {
            if (!known.contains(revision.id())) {
                create(revision);
                known.add(revision.id());
            }
        }
        Set<String> named = named(snapshot, wanted.keySet());
        for (String id : Set.copyOf(known)) {
            if (!named.contains(id)) {
                client.secrets().inNamespace(namespace).withName(PREFIX + id).delete();
                known.remove(id);
                log.atInfo().addKeyValue("revision", id).log("deleted a revision that no node has or should have");
            }
        }
    }

    private static Set<String> named(Snapshot snapshot, Set<String> wanted) {
        Set<String> named = new HashSet<>(wanted);
        for (AgentFacts agent : snapshot.agents().values()) {
            if (agent.order() != null) named.add(agent.order().revision());
            if (agent.applied() != null) named.add(agent.applied().revision());
        }
        return named;
    }

    private Set<String> list() {
        Set<String> ids = new HashSet<>();
        client.secrets().inNamespace(namespace).withLabel(Watches.REVISION_LABEL).list().getItems().stream()
                .map(Secret::getMetadata)
                .map(ObjectMeta::getName)
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> ids.add(name.substring(PREFIX.length())));
        return ids;
    }

    private void create(Revision revision) {
        byte[] payload = PayloadCodec.encode(revision.payload());
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName(PREFIX + revision.id())
                .withNamespace(namespace)
                .withLabels(Map.of(Watches.REVISION_LABEL, revision.id()))
                .endMetadata()
                .withType(TYPE)
                .withImmutable(true)
                .withData(Map.of(PAYLOAD, Base64.getEncoder().encodeToString(payload)))
                .build();
        try {
            client.secrets().inNamespace(namespace).resource(secret).create();
            log.atInfo().addKeyValue("revision", revision.id()).log("stored a new revision");
        } catch (KubernetesClientException e) {
            // Named by its content: whoever made it made the same.
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) throw e;
        }
    }
}
