package dev.registrymirror.operator.plan;

import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.operator.plan.Slots.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** One planning pass: first every node is counted, then looked at, then orders are taken back and given. */
final class Pass {
    /**
     * How far ahead of the slots a node's sequence may be and move the sequences of all: far more than orders are granted between a backup of
     * the slots and its return, and too little for one node's agent to use up what there are. Beyond it, what an agent reports counts for
     * its own node alone.
     */
    private static final long LEAP = 1_000_000;

    private final Slots before;
    private final Patience.Next patience;
    private final Obstacles obstacles;
    private final Budget budget = new Budget();
    private final Blockers blockers = new Blockers();
    private final Tally tally = new Tally();
    private final TreeMap<String, Slot> held;
    private final List<Situation> leaves = new ArrayList<>();
    private final List<Situation> candidates = new ArrayList<>();
    private final List<Grant> grants = new ArrayList<>();
    private final List<Withdrawal> withdrawals = new ArrayList<>();
    private long nextSequence;

    Pass(Snapshot snapshot, Slots slots, Patience.Next patience, Instant now) {
        this.before = slots;
        this.patience = patience;
        this.obstacles = new Obstacles(snapshot, patience, now);
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
        if (agent != null && agent.highestSequence() < before.nextSequence() + LEAP) {
            nextSequence = Math.max(nextSequence, agent.highestSequence() + 1);
        }
        if (situation.hasEndedSlot()) held.remove(situation.name());
        budget.count(situation);
        if (situation.isUnavailable()) blockers.add(situation);
        Target target = situation.target();
        if (situation.desired() instanceof Desired.Former) patience.stillUnselected(situation.name());
        if (target != null && situation.isHealthy()) patience.stillAsked(situation.name(), target.revision());
    }

    void look(Situation situation) {
        if (situation.isChanging()) return;
        if (situation.hasLeave()) {
            leaves.add(situation);
            return;
        }
        String obstacle = obstacles.of(situation);
        if (obstacle != null) tally.add(obstacle, situation.name());
        else if (situation.target() != null) candidates.add(situation);
    }

    /**
     * Nodes with leave to change are counted already; the question is only whether they keep it. Where too much is unavailable, no more is
     * taken back than helps: first what would have to be replaced anyway, then the newest, which is the least likely to have been claimed
     * meanwhile, and last the orders of broken nodes, which would go on being unavailable.
     */
    void reviewLeaves() {
        var kept = new ArrayList<Situation>();
        for (Situation situation : leaves) {
            if (isServed(situation) || mayHave(situation)) kept.add(situation);
            else withdraw(situation);
        }
        kept.sort(Comparator.comparing(this::isServed)
                .thenComparing(Situation::isHealthy, Comparator.reverseOrder())
                .thenComparing(Situation::leaveSequence, Comparator.reverseOrder()));
        for (Situation situation : kept) {
            Target target = Objects.requireNonNull(situation.target());
            if (budget.isOverdrawn(situation, target)) withdraw(situation);
            else if (!isServed(situation)) grant(situation, target);
        }
    }

    void grantToCandidates() {
        candidates.sort(Comparator.comparing(situation -> Turn.of(situation, patience.refusedSince(situation.name()))));
        for (Situation situation : candidates) {
            Target target = Objects.requireNonNull(situation.target());
            String full = budget.refuses(situation, target);
            if (full != null) {
                tally.add(full, situation.name());
                blockers.refused(full, situation);
            } else {
                budget.occupy(situation);
                blockers.add(situation);
                grant(situation, target);
            }
        }
    }

    /** Whether its open order is what it must do. */
    private boolean isServed(Situation situation) {
        Order open = situation.openOrder();
        return open != null && situation.isServedBy(open) && obstacles.removalHold(situation) == null;
    }

    private boolean mayHave(Situation situation) {
        return situation.target() != null && obstacles.of(situation) == null;
    }

    private void withdraw(Situation situation) {
        AgentFacts agent = situation.agent();
        // An object that the agent has not reported to may hide a claim: it may have been made anew in the middle of a
        // change.
        if (agent == null || agent.contact() == null) return;
        withdrawals.add(new Withdrawal(situation.name(), agent.resourceVersion(), situation.leaveSequence()));
        if (situation.isHealthy()) budget.release(situation);
        if (situation.target() != null) {
            String obstacle = obstacles.of(situation);
            tally.add(obstacle == null ? WaitReasons.WITHDRAWING : obstacle, situation.name());
        }
    }

    private void grant(Situation situation, Target target) {
        AgentFacts agent = Objects.requireNonNull(situation.agent());
        String uid = situation.node().uid();
        String key = target.action() == Action.Restore
                ? null
                : Objects.requireNonNull(agent.contact()).publicKey();
        long sequence = Math.max(nextSequence, agent.highestSequence() + 1);
        if (sequence == nextSequence) nextSequence++;
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

    /** There is something to decide or to say at that time, even if nothing happens until then. */
    void lookAt(Instant due) {
        obstacles.lookAt(due);
    }

    Plan plan(SortedMap<String, Standing> standings) {
        boolean changed = !grants.isEmpty() || !held.equals(before.held());
        Slots after = changed ? new Slots(nextSequence, held) : before;
        return new Plan(
                after,
                grants,
                withdrawals,
                standings,
                tally.waiting(blockers::message),
                patience.done(),
                obstacles.nextLook());
    }
}
