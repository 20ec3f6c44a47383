package dev.registrymirror.operator.grant;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesSpec;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.plan.Grant;
import dev.registrymirror.operator.plan.Withdrawal;
import dev.registrymirror.operator.watch.Watches;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Writes orders into NodeRegistries and takes them back. Every write replaces the very version that the plan was made from; where that has
 * passed, nothing is written and the next pass sees why.
 */
public final class OrderWriter {
    private final KubernetesClient client;
    private final Watches watches;
    private final OwnWrites own;
    private final Clock clock;

    public OrderWriter(KubernetesClient client, Watches watches, OwnWrites own, Clock clock) {
        this.client = client;
        this.watches = watches;
        this.own = own;
        this.clock = clock;
    }

    /**
     * Writes the order of a grant.
     *
     * @param payload sealed and in base64; null for Restore
     * @return false where the object has changed since
     */
    public boolean grant(Grant grant, @Nullable String payload) {
        NodeRegistries current = watches.nodeRegistries(grant.node());
        if (current == null || !isVersion(current, grant.resourceVersion())) return false;
        var order = new Order(
                grant.sequence(),
                grant.action(),
                grant.revision(),
                payload,
                grant.publicKey(),
                grant.pool().existingFile(),
                grant.pool().healthTimeout(),
                grant.pool().soak());
        return replace(current, current.getMetadata(), order);
    }

    /**
     * Takes an unclaimed order back, and leaves word of it; an order that has been answered stays as it is, payload and all, which is why the
     * object is read anew.
     *
     * @return false where the object has changed since
     */
    public boolean withdraw(Withdrawal withdrawal) {
        NodeRegistries current = client.resources(NodeRegistries.class)
                .withName(withdrawal.node())
                .get();
        if (current == null || !isVersion(current, withdrawal.resourceVersion())) return false;
        ObjectMeta metadata = new ObjectMetaBuilder(current.getMetadata())
                .addToAnnotations(AgentFacts.WITHDRAWN, Long.toString(withdrawal.upTo()))
                .build();
        Order order = current.getSpec().order();
        boolean answered = order == null || !AgentFacts.of(current, true).isOpen(order);
        return replace(current, metadata, answered ? order : null);
    }

    private static boolean isVersion(NodeRegistries object, String version) {
        return version.equals(object.getMetadata().getResourceVersion());
    }

    private boolean replace(NodeRegistries current, ObjectMeta metadata, @Nullable Order order) {
        var replacement = new NodeRegistries();
        replacement.setMetadata(metadata);
        replacement.setSpec(new NodeRegistriesSpec(current.getSpec().nodeUID(), order));
        try {
            client.resource(replacement).update();
            own.add(metadata.getName(), current.getMetadata().getResourceVersion(), clock.instant());
            return true;
        } catch (KubernetesClientException e) {
            if (Preconditions.failed(e)) return false;
            throw e;
        }
    }
}
