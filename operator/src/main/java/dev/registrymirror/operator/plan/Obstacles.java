package dev.registrymirror.operator.plan;

import dev.registrymirror.api.v1alpha1.AgentReasons;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.operator.observe.Snapshot.RemovalHold;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a node may not have an order whatever the others do, and until when. */
final class Obstacles {
    private final Snapshot snapshot;
    private final Patience.Next patience;
    private final Instant now;
    private @Nullable Instant nextLook;

    Obstacles(Snapshot snapshot, Patience.Next patience, Instant now) {
        this.snapshot = snapshot;
        this.patience = patience;
        this.now = now;
    }

    /** The reason, or null when it may have an order, or when nothing is wanted of it. */
    @Nullable
    String of(Situation situation) {
        if (situation.target() == null) {
            return situation.desired() instanceof Desired.Keep keep ? keep.reason() : null;
        }
        RemovalHold hold = removalHold(situation);
        if (hold != null) {
            if (hold.until() != null) lookAt(hold.until());
            return hold.reason();
        }
        if (situation.target().action() == Action.Restore && awaitsRemoval(situation)) return WaitReasons.REMOVAL_DELAY;
        if (situation.isUnsupported()) return WaitReasons.UNSUPPORTED;
        AgentFacts agent = situation.agent();
        String failure = agent == null ? null : failureWait(situation, agent, situation.target());
        if (failure != null) return failure;
        if (!situation.node().ready()) return WaitReasons.NODE_NOT_READY;
        if (agent == null || agent.contact() == null) return WaitReasons.AGENT_NOT_REPORTED;
        if (agent.highestSequence() >= AgentFacts.MAX_SEQUENCE) return WaitReasons.SEQUENCE_TOO_HIGH;
        return agent.ready() ? null : WaitReasons.AGENT_NOT_READY;
    }

    private boolean awaitsRemoval(Situation situation) {
        FleetFacts fleet = Objects.requireNonNull(snapshot.fleet());
        return !fleet.restored()
                && !isPast(patience.unselected(situation.name()).plus(fleet.removalDelay()));
    }

    /**
     * What keeps the node from losing what it has, if it is to change. Where several RegistryMirrors go or come one after another, what is
     * left of them is another revision, and as little wished for as a former file.
     */
    @Nullable
    RemovalHold removalHold(Situation situation) {
        RemovalHold hold = snapshot.removalHold();
        boolean mayLose = situation.target() != null && Target.hasOurs(situation.agent());
        return mayLose && hold != null && hold.concerns(situation.agent()) ? hold : null;
    }

    private @Nullable String failureWait(Situation situation, AgentFacts agent, Target target) {
        if (!situation.hasFailedAlready() || situation.isRetryDemanded()) return null;
        if (!mayPass(agent)) return WaitReasons.FAILED;
        // When a node that has been down is back, its refusal is old news: the pauses begin anew.
        if (!situation.isHealthy()) return null;
        Instant due = patience.refused(situation.name(), target.revision(), agent.observed())
                .due();
        return isPast(due) ? null : WaitReasons.RETRY_PAUSE;
    }

    /** Whether what the agent refused for may pass without anybody changing what is asked. */
    static boolean mayPass(AgentFacts agent) {
        return agent.phase() == Phase.Refused && agent.reason().equals(AgentReasons.NODE_UNHEALTHY);
    }

    private boolean isPast(Instant due) {
        if (!now.isBefore(due)) return true;
        lookAt(due);
        return false;
    }

    void lookAt(Instant due) {
        if (nextLook == null || due.isBefore(nextLook)) nextLook = due;
    }

    /** When the first of those that only time removes is gone, or null. */
    @Nullable
    Instant nextLook() {
        return nextLook;
    }
}
