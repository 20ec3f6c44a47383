package dev.registrymirror.operator.observe;

import dev.registrymirror.api.v1alpha1.AgentReasons;
import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Agent;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Applied;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Drift;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.registries.seal.InvalidKeyException;
import dev.registrymirror.registries.seal.NodePublicKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node has been told and what its agent says, from its NodeRegistries.
 *
 * @param nodeUID UID of the Node that the object is for
 * @param resourceVersion of the object that these facts are from; every write that they lead to depends on it
 * @param order the last order, without its payload
 * @param contact what the agent said of itself, or null before it has
 * @param withdrawn every order up to this sequence that had not been claimed is void; 0 when there was none
 * @param retry sequence of a failed order that an administrator wants to be tried once more; 0 when there is none
 * @param drift what somebody else has changed since the last order was applied, or null
 * @param ready whether an agent's pod is Ready on the node
 */
public record AgentFacts(
        String nodeUID,
        String resourceVersion,
        @Nullable Order order,
        @Nullable Agent contact,
        long claimed,
        long observed,
        @Nullable Applied applied,
        Phase phase,
        String reason,
        String message,
        long withdrawn,
        long retry,
        @Nullable Drift drift,
        boolean ready) {

    /** Annotation by which the operator withdraws: the highest sequence that is void unless it was claimed. */
    public static final String WITHDRAWN = "registrymirror.dev/withdrawn";

    /** Annotation by which an administrator has an order tried once more, one that failed or that has drifted: that order's sequence. */
    public static final String RETRY = "registrymirror.dev/retry";

    /** The highest sequence there may be; the CRD says the same. An agent that reports more is no reason to stop for all others. */
    public static final long MAX_SEQUENCE = Order.MAX_SEQUENCE;

    private static final NodeRegistriesStatus SILENT =
            new NodeRegistriesStatus(null, null, null, null, null, null, null, null, null);

    /** Reduces a NodeRegistries. */
    public static AgentFacts of(NodeRegistries object, boolean ready) {
        NodeRegistriesStatus status = object.getStatus() == null ? SILENT : object.getStatus();
        String nodeUID = object.getSpec() == null ? "" : object.getSpec().nodeUID();
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return new AgentFacts(
                nodeUID,
                object.getMetadata().getResourceVersion(),
                object.getSpec() == null || object.getSpec().order() == null
                        ? null
                        : object.getSpec().order().withoutPayload(),
                contact(status, nodeUID),
                status.claimed() == null ? 0 : status.claimed(),
                status.observed() == null ? 0 : status.observed(),
                status.applied(),
                status.phase() == null ? Phase.Idle : status.phase(),
                status.reason() == null ? "" : status.reason(),
                status.message() == null ? "" : status.message(),
                sequence(annotations, WITHDRAWN),
                sequence(annotations, RETRY),
                status.drift(),
                ready);
    }

    /** Whether the agent has begun something that has not ended. Nothing can take that back. */
    public boolean isChanging() {
        return claimed > observed || (claimed > 0 && claimed == observed && phase == Phase.Claimed);
    }

    /** Whether this order can still be claimed. An agent ignores what is not higher than the highest sequence that it saw. */
    public boolean isOpen(Order candidate) {
        return candidate.sequence() > highestSeen() && candidate.sequence() > withdrawn;
    }

    /** The highest sequence that this object knows of; the next order must be higher. */
    public long highestSequence() {
        return Math.max(Math.max(highestSeen(), withdrawn), order == null ? 0 : order.sequence());
    }

    /** Whether the last order that ended did not bring what it should; an order that was taken back is no failure. */
    public boolean isFailure() {
        return switch (phase) {
            case Refused -> !isChanging() && !reason.equals(AgentReasons.ORDER_WITHDRAWN);
            case RolledBack, Failed -> !isChanging();
            case Idle, Claimed, Applied, Unsupported -> false;
        };
    }

    /** Whether what the node has was applied at that time or later, by the node's clock; false where nobody knows. */
    public boolean hasChangedSince(Instant time) {
        if (applied == null || applied.time() == null) return false;
        try {
            return !Instant.parse(applied.time()).isBefore(time);
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    /** Whether an administrator wants the last order carried out once more. */
    public boolean isAskedAgain() {
        return observed > 0 && retry == observed;
    }

    private long highestSeen() {
        long ended = Math.max(claimed, observed);
        return applied == null ? ended : Math.max(ended, applied.sequence());
    }

    /**
     * An agent that reports another UID has not noticed yet that its node joined again; one whose key is none cannot be sent anything.
     */
    private static @Nullable Agent contact(NodeRegistriesStatus status, String nodeUID) {
        Agent agent = status.agent();
        if (agent == null || !agent.nodeUID().equals(nodeUID)) return null;
        try {
            NodePublicKey.decodeBase64(agent.publicKey());
            return agent;
        } catch (InvalidKeyException _) {
            return null;
        }
    }

    /** Annotations are anybody's: what is no number counts as absent. */
    private static long sequence(@Nullable Map<String, String> annotations, String name) {
        String value = annotations == null ? null : annotations.get(name);
        return value == null || !value.matches("[0-9]{1,18}") ? 0 : Long.parseLong(value);
    }
}
