package dev.registrymirror.operator.plan;

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
        return switch (desired) {
            case Desired.Want want -> has(agent, want.revision()) ? null : new Target(Action.Apply, want.revision());
            case Desired.Former _ -> agent == null || hasNothingOfOurs(agent) ? null : FORMER;
            case Desired.Keep _, Desired.Untouched _ -> null;
        };
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
        return order != null
                && isAskedBy(order)
                && order.sequence() == agent.observed()
                && agent.isFailure()
                && canOpen(agent.contact(), order);
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
    private static boolean has(@Nullable AgentFacts agent, String revision) {
        Applied applied = agent == null ? null : agent.applied();
        return agent != null && applied != null && applied.revision().equals(revision) && agent.phase() != Phase.Failed;
    }

    private static boolean hasNothingOfOurs(AgentFacts agent) {
        return (agent.applied() == null && agent.phase() != Phase.Failed) || has(agent, Order.FORMER);
    }
}
