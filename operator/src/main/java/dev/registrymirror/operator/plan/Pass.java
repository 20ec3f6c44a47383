package dev.registrymirror.operator.plan;

import dev.registrymirror.api.v1alpha1.AgentReasons;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.operator.observe.Snapshot.RemovalHold;
import dev.registrymirror.operator.plan.Slots.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One planning pass: first every node is counted, then decided. */
final class Pass {
    /** How long to leave a node alone that was unwell: three writes in that time are no load, and one that is well again waits little. */
    static final Duration RETRY_PAUSE = Duration.ofSeconds(30);

    private final Snapshot snapshot;
    private final Slots before;
    private final Patience.Next patience;
    private final Instant now;
    private final Budget budget = new Budget();
    private final Blockers blockers = new Blockers();
    private final Tally tally = new Tally();
    private final TreeMap<String, Slot> held;
    private final List<Grant> grants = new ArrayList<>();
    private final List<Withdrawal> withdrawals = new ArrayList<>();
    private long nextSequence;
    private @Nullable Instant nextLook;

    Pass(Snapshot snapshot, Slots slots, Patience.Next patience, Instant now) {
        this.snapshot = snapshot;
        this.before = slots;
        this.patience = patience;
        this.now = now;
        this.held = new TreeMap<>(slots.held());
        this.nextSequence = slots.nextSequence();
        // Of a holder that the cache does not know nothing is known: it may be in any pool, and a server.
        slots.strangers(snapshot).keySet().forEach(node -> {
            budget.occupyEverywhere();
            blockers.addStranger(node);
        });
    }

    void count(Situation situation) {
        AgentFacts agent = situation.agent();
        if (agent != null) nextSequence = Math.max(nextSequence, agent.highestSequence() + 1);
        if (situation.hasEndedSlot()) held.remove(situation.name());
        budget.count(situation);
        if (situation.isUnavailable()) blockers.add(situation);
    }

    void decide(Situation situation) {
        if (situation.isChanging()) return;
        String obstacle = obstacle(situation);
        if (situation.hasLeave()) {
            decideLeave(situation, obstacle);
        } else if (obstacle != null) {
            tally.add(obstacle, situation.name());
        } else if (situation.target() != null) {
            String full = budget.refuses(situation);
            if (full != null) {
                tally.add(full, situation.name());
                blockers.refused(full, situation);
            } else {
                budget.occupy(situation);
                blockers.add(situation);
                grant(situation, situation.target());
            }
        }
    }

    /** It has leave to change already and is counted; the question is only whether for the right thing. */
    private void decideLeave(Situation situation, @Nullable String obstacle) {
        Order open = situation.openOrder();
        boolean overdrawn = budget.isOverdrawn(situation);
        if (!overdrawn && open != null && situation.isServedBy(open) && !isRemovalHeld(situation)) return;
        if (!overdrawn && obstacle == null && situation.target() != null) {
            grant(situation, situation.target());
            return;
        }
        AgentFacts agent = situation.agent();
        // An object that the agent has not reported to may hide a claim: it may have been made anew in the middle of a
        // change.
        if (agent == null || agent.contact() == null) return;
        withdrawals.add(new Withdrawal(situation.name(), agent.resourceVersion(), situation.leaveSequence()));
        if (situation.target() != null) {
            tally.add(obstacle == null ? WaitReasons.WITHDRAWING : obstacle, situation.name());
        }
    }

    private void grant(Situation situation, Target target) {
        AgentFacts agent = Objects.requireNonNull(situation.agent());
        String uid = situation.node().uid();
        String key = target.action() == Action.Restore
                ? null
                : Objects.requireNonNull(agent.contact()).publicKey();
        long sequence = nextSequence++;
        held.put(situation.name(), new Slot(uid, sequence));
        grants.add(new Grant(
                situation.name(),
                uid,
                agent.resourceVersion(),
                sequence,
                target.action(),
                target.revision(),
                key,
                situation.pool()));
    }

    /** Why this node may not have an order whatever the others do, or null when it may, or when nothing is wanted of it. */
    private @Nullable String obstacle(Situation situation) {
        if (situation.target() == null) {
            return situation.desired() instanceof Desired.Keep keep ? keep.reason() : null;
        }
        String waits = situation.target().action() == Action.Restore ? removalWait(situation) : null;
        if (waits != null) return waits;
        if (situation.isUnsupported()) return WaitReasons.UNSUPPORTED;
        AgentFacts agent = situation.agent();
        String failure = agent == null ? null : failureWait(situation, agent);
        if (failure != null) return failure;
        if (!situation.node().ready()) return WaitReasons.NODE_NOT_READY;
        if (agent == null || agent.contact() == null) return WaitReasons.AGENT_NOT_REPORTED;
        return agent.ready() ? null : WaitReasons.AGENT_NOT_READY;
    }

    private @Nullable String removalWait(Situation situation) {
        RemovalHold hold = snapshot.removalHold();
        if (hold != null) {
            if (hold.until() != null) lookAt(hold.until());
            return hold.reason();
        }
        FleetFacts fleet = Objects.requireNonNull(snapshot.fleet());
        if (fleet.restored()) return null;
        Instant due = patience.unselected(situation.name()).plus(fleet.removalDelay());
        return isPast(due) ? null : WaitReasons.REMOVAL_DELAY;
    }

    private boolean isRemovalHeld(Situation situation) {
        return snapshot.removalHold() != null
                && situation.target() != null
                && situation.target().action() == Action.Restore;
    }

    private @Nullable String failureWait(Situation situation, AgentFacts agent) {
        if (!situation.hasFailedAlready() || agent.retry() == agent.observed()) return null;
        if (!mayPass(agent)) return WaitReasons.FAILED;
        Instant due = patience.refused(situation.name(), agent.observed()).plus(RETRY_PAUSE);
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

    Plan plan(SortedMap<String, Standing> standings) {
        boolean changed = !grants.isEmpty() || !held.equals(before.held());
        Slots after = changed ? new Slots(nextSequence, held) : before;
        return new Plan(
                after, grants, withdrawals, standings, tally.waiting(blockers::message), patience.done(), nextLook);
    }
}
