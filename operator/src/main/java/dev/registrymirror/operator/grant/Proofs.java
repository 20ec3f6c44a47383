package dev.registrymirror.operator.grant;

import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.observe.Snapshot.RemovalHold;
import dev.registrymirror.operator.plan.Slots.Slot;
import dev.registrymirror.operator.watch.RemovalHolds;
import dev.registrymirror.operator.watch.Watches;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks the API server itself where a cache that lags would lead to harm. */
public final class Proofs {
    private final KubernetesClient client;
    private final Watches watches;
    private final String namespace;

    public Proofs(KubernetesClient client, Watches watches, String namespace) {
        this.client = client;
        this.watches = watches;
        this.namespace = namespace;
    }

    /** Those of these holders whose Node is really gone, or is another one under the same name. */
    List<String> gone(Map<String, Slot> strangers) {
        return strangers.entrySet().stream()
                .filter(stranger -> {
                    Node node = client.nodes().withName(stranger.getKey()).get();
                    return node == null
                            || !node.getMetadata()
                                    .getUid()
                                    .equals(stranger.getValue().nodeUID());
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether removals must wait, as far as the caches know. */
    @Nullable
    RemovalHold cachedHold(FleetFacts fleet, Instant now) {
        return RemovalHolds.of(watches.customResourceDefinitions(), watches.namespace(), fleet.removalDelay(), now);
    }

    /** Whether removals must wait, by the API server. */
    @Nullable
    RemovalHold liveHold(FleetFacts fleet, Instant now) {
        var crds = RemovalHolds.CRDS.stream()
                .map(name -> client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName(name)
                        .get())
                .filter(Objects::nonNull)
                .toList();
        return RemovalHolds.of(crds, client.namespaces().withName(namespace).get(), fleet.removalDelay(), now);
    }
}
