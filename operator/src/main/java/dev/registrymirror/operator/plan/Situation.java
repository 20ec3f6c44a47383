package dev.registrymirror.operator.plan;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Agent;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Role;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.Pool;
import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.operator.plan.Slots.Slot;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One Linux node as a pass sees it.
 *
 * @param slot what it holds, whether or not that has ended
 * @param target what it must change to, or null
 */
record Situation(
        NodeFacts node,
        @Nullable AgentFacts agent,
        Desired desired,
        @Nullable Slot slot,
        Pool pool,
        @Nullable Target target) {

    static Situation of(NodeFacts node, Snapshot snapshot, Desired desired, Slots slots) {
        AgentFacts agent = snapshot.agent(node);
        FleetFacts fleet = Objects.requireNonNull(snapshot.fleet());
        return new Situation(
                node, agent, desired, slots.of(node.name(), node.uid()), fleet.poolOf(node), Target.of(desired, agent));
    }

    String name() {
        return node.name();
    }

    boolean isHealthy() {
        return node.ready() && agent != null && agent.ready();
    }

    /** What nobody knows to be an agent counts as a server. */
    boolean isServer() {
        Agent contact = contact();
        return node.isLabelledServer() || contact == null || contact.role() != Role.agent;
    }

    boolean isKnownServer() {
        Agent contact = contact();
        return node.isLabelledServer() || (contact != null && contact.role() == Role.server);
    }

    private @Nullable Agent contact() {
        AgentFacts facts = agent;
        return facts == null ? null : facts.contact();
    }

    boolean isUnsupported() {
        return Standing.isUnsupported(agent);
    }

    boolean isChanging() {
        return agent != null && agent.isChanging();
    }

    /** The order that the agent can still claim, or null. */
    @Nullable
    Order openOrder() {
        AgentFacts facts = agent;
        if (facts == null) return null;
        Order order = facts.order();
        return order != null && facts.isOpen(order) ? order : null;
    }

    /** Whether the slot can be given back: the outcome of its sequence, or its withdrawal, has been seen. */
    boolean hasEndedSlot() {
        return slot != null
                && agent != null
                && !agent.isChanging()
                && Math.max(agent.observed(), agent.withdrawn()) >= slot.sequence();
    }

    /** Whether it has, or may yet get, an order that nobody has claimed. */
    boolean hasLeave() {
        return !isChanging() && (openOrder() != null || (slot != null && !hasEndedSlot()));
    }

    boolean isUnavailable() {
        return isChanging() || hasLeave() || !isHealthy();
    }

    /** The highest sequence that the node's leave is for. */
    long leaveSequence() {
        Order open = openOrder();
        return Math.max(open == null ? 0 : open.sequence(), slot == null ? 0 : slot.sequence());
    }

    /** Whether the open order is what the node must do, and the node can open it. */
    boolean isServedBy(Order order) {
        return target != null && target.isAskedBy(order) && Target.canOpen(contact(), order);
    }

    /** Whether the node failed to do this already, by the rules that its pool has today. */
    boolean hasFailedAlready() {
        return agent != null && target != null && target.hasFailed(agent, pool);
    }

    /** Whether an administrator wants exactly this failure tried again. */
    boolean isRetryDemanded() {
        return hasFailedAlready() && agent != null && agent.isAskedAgain();
    }

    /** Whether the node was changed to what it should have, and went back. Of a refusal it has not noticed anything. */
    boolean hasGoneBack() {
        return hasFailedAlready() && !isRetryDemanded() && agent != null && agent.phase() != Phase.Refused;
    }
}
