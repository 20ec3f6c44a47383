package dev.registrymirror.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Agent;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Applied;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Distribution;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Role;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.registries.revision.MalformedPayloadException;
import dev.registrymirror.registries.revision.PayloadCodec;
import dev.registrymirror.registries.seal.NodeKeyPair;
import dev.registrymirror.registries.seal.Opener;
import dev.registrymirror.registries.seal.OrderContext;
import dev.registrymirror.registries.seal.UnsealException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plays every node's agent, one thing at a time and only when told to: report, claim, answer. It sees at every step what may change at once,
 * and that no sequence comes twice or falls.
 */
public final class Agents {
    private static final Set<Phase> ENDS = EnumSet.of(Phase.Applied, Phase.Refused, Phase.RolledBack, Phase.Failed);

    private final ApiCluster cluster;
    private final Map<String, NodeKeyPair> keys = new HashMap<>();
    private final Map<String, Long> highest = new HashMap<>();
    private final Set<Long> sequences = new HashSet<>();
    public final Map<String, String> files = new TreeMap<>();
    public final Set<String> servers = new HashSet<>();
    public final Set<String> asleep = new HashSet<>();
    public Phase answer = Phase.Applied;
    public int mostAtOnce;
    public int mostServersAtOnce;

    public Agents(ApiCluster cluster) {
        this.cluster = cluster;
    }

    public void newKey(String node) {
        keys.put(node, NodeKeyPair.generate());
    }

    /** Each agent takes one step. */
    public void step() {
        var objects = cluster.objects();
        var holders = objects.stream().filter(Agents::isOpen).toList();
        mostAtOnce = Math.max(mostAtOnce, holders.size());
        mostServersAtOnce = Math.max(mostServersAtOnce, (int) holders.stream()
                .filter(object -> servers.contains(object.getMetadata().getName()))
                .count());
        for (NodeRegistries object : objects) {
            if (asleep.contains(object.getMetadata().getName())) continue;
            NodeRegistriesStatus next = next(object);
            if (next != null) put(object, next);
        }
    }

    private static boolean isOpen(NodeRegistries object) {
        Order order = object.getSpec().order();
        NodeRegistriesStatus status = object.getStatus();
        return order != null && (status == null || !hasEnded(order, status));
    }

    private static boolean hasEnded(Order order, NodeRegistriesStatus status) {
        return Objects.equals(status.observed(), order.sequence())
                && status.phase() != null
                && ENDS.contains(status.phase());
    }

    private static boolean hasClaimed(Order order, NodeRegistriesStatus status) {
        return status.claimed() != null && status.claimed() >= order.sequence();
    }

    private @Nullable NodeRegistriesStatus next(NodeRegistries object) {
        String node = object.getMetadata().getName();
        NodeRegistriesStatus status = object.getStatus();
        String key = keys.computeIfAbsent(node, _ -> NodeKeyPair.generate())
                .publicKey()
                .encodeBase64();
        if (status == null
                || status.agent() == null
                || !status.agent().publicKey().equals(key)) {
            var role = servers.contains(node) ? Role.server : Role.agent;
            var agent = new Agent(
                    key, object.getSpec().nodeUID(), Distribution.rke2, role, "rke2-" + role + ".service", "test");
            long seen = highest.getOrDefault(node, 0L);
            return status == null
                    ? new NodeRegistriesStatus(agent, seen, seen, null, Phase.Idle, null, null, 0L, null)
                    : with(status, agent, status.claimed(), status.observed(), status.applied(), Phase.Idle);
        }
        Order order = object.getSpec().order();
        if (order == null || !isOpen(object)) return null;
        if (!hasClaimed(order, status)) {
            assertThat(order.sequence()).as("sequence").isGreaterThan(highest.getOrDefault(node, 0L));
            assertThat(sequences.add(order.sequence())).as("new sequence").isTrue();
            highest.put(node, order.sequence());
            return with(status, status.agent(), order.sequence(), status.observed(), status.applied(), Phase.Claimed);
        }
        var applied = answer == Phase.Applied
                ? new Applied(
                        order.sequence(), order.revision(), "i", Instant.now().toString())
                : status.applied();
        if (answer == Phase.Applied) carryOut(object, order);
        return with(status, status.agent(), status.claimed(), order.sequence(), applied, answer);
    }

    private void carryOut(NodeRegistries object, Order order) {
        String node = object.getMetadata().getName();
        if (order.action() == Action.Restore) {
            files.remove(node);
            return;
        }
        var context = new OrderContext(node, object.getSpec().nodeUID(), order.sequence(), order.revision());
        try {
            byte[] sealed = Base64.getDecoder().decode(Objects.requireNonNull(order.payload()));
            byte[] opened = Opener.open(Objects.requireNonNull(keys.get(node)), context, sealed);
            files.put(node, PayloadCodec.decode(opened).registriesYaml().reveal());
        } catch (UnsealException | MalformedPayloadException e) {
            throw new AssertionError("payload for " + node, e);
        }
    }

    private static NodeRegistriesStatus with(
            NodeRegistriesStatus status,
            @Nullable Agent agent,
            @Nullable Long claimed,
            @Nullable Long observed,
            @Nullable Applied applied,
            Phase phase) {
        return new NodeRegistriesStatus(
                agent, claimed, observed, applied, phase, phase.name(), "test", status.restarts(), status.drift());
    }

    /** As an agent does: a PUT to the version that was seen. */
    private void put(NodeRegistries object, NodeRegistriesStatus status) {
        object.setStatus(status);
        try {
            cluster.client.resource(object).updateStatus();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) throw e;
        }
    }
}
