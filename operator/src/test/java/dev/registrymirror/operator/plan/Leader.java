package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.Pool;
import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.Absences;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.operator.plan.Machine.Ended;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One operator that believes it leads: its caches lag, its writes come late, and it may die between any two of them. */
final class Leader {
    private final World world;
    private final TreeMap<String, NodeFacts> nodes = new TreeMap<>();
    private final Map<String, AgentFacts> agents = new HashMap<>();
    private final Map<String, Ended> told = new HashMap<>();
    private final ArrayDeque<Runnable> toWrite = new ArrayDeque<>();
    private Patience patience = Patience.NONE;

    Leader(World world) {
        this.world = world;
    }

    void refreshAll() {
        nodes.clear();
        agents.clear();
        told.clear();
        world.machines.keySet().forEach(this::refresh);
    }

    void refresh(String name) {
        refreshNode(name);
        refreshAgent(name);
    }

    void refreshNode(String name) {
        nodes.put(name, world.machine(name).node());
    }

    void refreshAgent(String name) {
        Machine machine = world.machine(name);
        agents.put(name, machine.facts());
        Ended last = machine.told();
        if (last == null) told.remove(name);
        else told.put(name, last);
    }

    void crash() {
        toWrite.clear();
        patience = Patience.NONE;
        refreshAll();
    }

    boolean isBusy() {
        return !toWrite.isEmpty();
    }

    void writeNext() {
        Runnable next = toWrite.poll();
        if (next != null) next.run();
    }

    /** Reads slots, plans, and leaves what is to be written for later steps. */
    void beginPass(Instant now) {
        var snapshot = new Snapshot(World.FLEET, nodes, agents, Absences.NONE, null);
        long version = world.slotsVersion;
        List<String> gone = new ArrayList<>();
        world.slots.strangers(snapshot).forEach((name, slot) -> {
            if (!world.machine(name).uid.equals(slot.nodeUID())) gone.add(name);
        });
        Slots before = world.slots.without(gone);
        Plan plan = new Planner().plan(snapshot, world.desired, before, patience, now);
        patience = plan.patience();
        checkBudget(snapshot, before, plan);
        if (plan.slots().equals(world.slots)) {
            plan.withdrawals().forEach(withdrawal -> toWrite.add(() -> world.write(withdrawal)));
            return;
        }
        toWrite.add(() -> {
            if (!world.compareAndSwap(version, plan.slots())) {
                toWrite.clear();
                return;
            }
            plan.withdrawals().forEach(withdrawal -> toWrite.add(() -> world.write(withdrawal)));
            plan.grants().forEach(grant -> toWrite.add(() -> world.write(grant)));
        });
    }

    /** By what this leader knew, no pool in which it grants anew has more down than it may. */
    private void checkBudget(Snapshot snapshot, Slots before, Plan plan) {
        for (Grant grant : plan.grants()) {
            NodeFacts node = Objects.requireNonNull(snapshot.nodes().get(grant.node()));
            AgentFacts agent = Objects.requireNonNull(snapshot.agents().get(grant.node()));
            assertThat(node.ready() && agent.ready())
                    .as("%s goes to a healthy node", grant)
                    .isTrue();
            boolean hadLeave =
                    before.held().containsKey(grant.node()) || (agent.order() != null && agent.isOpen(agent.order()));
            if (hadLeave) continue;
            Pool pool = grant.pool();
            List<NodeFacts> members = snapshot.nodes().values().stream()
                    .filter(member -> World.FLEET.poolOf(member).equals(pool))
                    .toList();
            long down = members.stream()
                    .filter(member -> !member.ready()
                            || !isReady(snapshot.agent(member))
                            || plan.slots().held().containsKey(member.name()))
                    .count();
            int limit = Budget.limit(pool.maxUnavailable(), members.size());
            assertThat(down).as("down with %s", grant).isLessThanOrEqualTo(limit);
            long atRisk = members.stream()
                    .filter(member -> wentBack(grant, member, snapshot.agent(member)) || isGranted(grant, member, plan))
                    .count();
            assertThat(atRisk).as("harmed or at risk by %s", grant).isLessThanOrEqualTo(limit);
        }
    }

    /** Whether the member should have what is granted here, and went back from it. */
    private boolean wentBack(Grant grant, NodeFacts member, @Nullable AgentFacts agent) {
        if (agent == null || agent.contact() == null) return false;
        boolean wanted = world.desired.get(member.name()) instanceof Desired.Want want
                && want.revision().equals(grant.revision());
        Ended last = told.get(member.name());
        return wanted
                && last != null
                && last.hasHarmed(grant.revision(), agent.contact().publicKey());
    }

    private static boolean isGranted(Grant grant, NodeFacts member, Plan plan) {
        return plan.grants().stream()
                .anyMatch(other ->
                        other.node().equals(member.name()) && other.revision().equals(grant.revision()));
    }

    private static boolean isReady(@Nullable AgentFacts agent) {
        return agent != null && agent.ready();
    }
}
