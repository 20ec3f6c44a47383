package dev.registrymirror.operator.plan;

import dev.registrymirror.api.v1alpha1.AgentReasons;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Agent;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Applied;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.api.v1alpha1.Pool;
import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.AgentFacts;
import org.jspecify.annotations.Nullable;

/** What a node must change to. */
record Target(Action action, String revision) {

    private static final Target FORMER = new Target(Action.Restore, Order.FORMER);

    /** What the node must change to, or null when it has what it should have or nobody can say what that is. */
    static @Nullable Target of(Desired desired, @Nullable AgentFacts agent) {
        Target target = switch (desired) {
            case Desired.Want want -> new Target(Action.Apply, want.revision());
            case Desired.Former _ -> FORMER;
            case Desired.Keep _, Desired.Untouched _ -> null;
        };
        return target == null || target.isReached(agent) ? null : target;
    }

    /** Whether the node may have anything of ours. */
    static boolean hasOurs(@Nullable AgentFacts agent) {
        return !FORMER.isReached(agent);
    }

    /** Whether an order asks for exactly this. */
    boolean isAskedBy(Order order) {
        return order.action() == action && order.revision().equals(revision);
    }

    /** Whether the node can open what an order brings; a node with a new key cannot. */
    static boolean canOpen(@Nullable Agent contact, Order order) {
        return order.action() == Action.Restore
                || (contact != null && contact.publicKey().equals(order.publicKey()));
    }

    /** Whether the last order asked for exactly this, could be opened, and the node did not get it. */
    boolean hasFailed(AgentFacts agent) {
        Order order = agent.order();
        return order != null && isUnanswered(agent) && canOpen(agent.contact(), order);
    }

    /** The same, by the rules that the pool has today: by other rules it may succeed. */
    boolean hasFailed(AgentFacts agent, Pool pool) {
        Order order = agent.order();
        return hasFailed(agent)
                && order != null
                && order.existingFile() == pool.existingFile()
                && order.healthTimeout().equals(pool.healthTimeout())
                && order.soak().equals(pool.soak());
    }

    /** After an order that failed for good, nobody knows what the node runs with, whatever was applied before. */
    private boolean isReached(@Nullable AgentFacts agent) {
        if (agent == null) return action == Action.Restore;
        if (agent.phase() == Phase.Failed || isUnanswered(agent)) return false;
        if (agent.drift() != null && agent.isAskedAgain()) return false;
        Applied applied = agent.applied();
        if (applied == null) return action == Action.Restore;
        return applied.revision().equals(revision) && (action == Action.Restore || !mayHideAFailure(agent));
    }

    /** Whether the last order asked for exactly this, and the node did not get it. */
    private boolean isUnanswered(AgentFacts agent) {
        Order order = agent.order();
        return order != null && isAskedBy(order) && order.sequence() == agent.observed() && agent.isFailure();
    }

    /** A refusal takes the place of the outcome before it, and tells of the node only where that was looked at before. */
    private static boolean mayHideAFailure(AgentFacts agent) {
        return agent.phase() == Phase.Refused && !AgentReasons.OF_HEALTHY_NODES.contains(agent.reason());
    }
}
