package dev.registrymirror.operator.plan;

import dev.registrymirror.api.v1alpha1.ExistingFile;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Agent;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Applied;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Distribution;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Drift;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Role;
import dev.registrymirror.api.v1alpha1.NodeSelector;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.api.v1alpha1.Pool;
import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.Absences;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.operator.observe.Snapshot.RemovalHold;
import dev.registrymirror.operator.plan.Slots.Slot;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A cluster to plan for, set up node by node. */
final class Fixture {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Duration REMOVAL_DELAY = Duration.ofMinutes(10);

    final TreeMap<String, NodeFacts> nodes = new TreeMap<>();
    final Map<String, AgentFacts> agents = new HashMap<>();
    final Map<String, Desired> desired = new HashMap<>();
    final Map<String, Instant> awaySince = new HashMap<>();
    final TreeMap<String, Slot> held = new TreeMap<>();
    final List<Pool> pools = new ArrayList<>();
    boolean restored;
    boolean fleetMissing;
    long nextSequence = 100;
    Patience patience = Patience.NONE;
    Instant now = NOON;

    @Nullable
    RemovalHold removalHold;

    static Pool pool(String name, IntOrString maxUnavailable, Map<String, String> labels) {
        return new Pool(
                name,
                labels.isEmpty() ? null : new NodeSelector(labels, List.of()),
                maxUnavailable,
                ExistingFile.Refuse,
                "5m",
                "10s");
    }

    static Order order(long sequence, String revision) {
        boolean former = revision.equals(Order.FORMER);
        return new Order(
                sequence,
                former ? Action.Restore : Action.Apply,
                revision,
                null,
                former ? null : "key",
                ExistingFile.Refuse,
                "5m",
                "10s");
    }

    /** The nodes that a plan grants an order, first things first. */
    static List<String> granted(Plan plan) {
        return plan.grants().stream().map(Grant::node).toList();
    }

    /** A healthy worker whose agent has reported and that has never had an order. */
    NodeBuilder worker(String name) {
        return new NodeBuilder(name, Role.agent);
    }

    NodeBuilder server(String name) {
        return new NodeBuilder(name, Role.server);
    }

    Plan plan() {
        FleetFacts fleet = new FleetFacts(restored, REMOVAL_DELAY, pools.isEmpty() ? List.of(Pool.DEFAULT) : pools, 1);
        var snapshot = new Snapshot(
                fleetMissing ? null : fleet, nodes, agents, new Absences(awaySince, Set.of()), removalHold);
        Plan plan = new Planner().plan(snapshot, desired, new Slots(nextSequence, held), patience, now);
        patience = plan.patience();
        return plan;
    }

    /** One node; every call changes what the fixture holds of it. */
    final class NodeBuilder {
        private final String name;
        private @Nullable Agent contact;
        private @Nullable Order order;
        private @Nullable Applied applied;
        private long claimed;
        private long observed;
        private long withdrawn;
        private long retry;
        private @Nullable Drift drift;
        private Phase phase = Phase.Idle;
        private String reason = "";
        private boolean agentReady = true;
        private boolean absent;
        private NodeFacts facts;

        private NodeBuilder(String name, @Nullable Role role) {
            this.name = name;
            contact = new Agent("key", "uid-" + name, Distribution.rke2, role, "rke2.service", "0");
            facts = new NodeFacts(name, "uid-" + name, Map.of(), true, "linux");
            put();
        }

        NodeBuilder labels(Map<String, String> labels) {
            facts = new NodeFacts(name, facts.uid(), labels, facts.ready(), facts.os());
            return put();
        }

        NodeBuilder notReady() {
            facts = new NodeFacts(name, facts.uid(), facts.labels(), false, facts.os());
            return put();
        }

        NodeBuilder os(String os) {
            facts = new NodeFacts(name, facts.uid(), facts.labels(), facts.ready(), os);
            return put();
        }

        NodeBuilder uid(String uid) {
            facts = new NodeFacts(name, uid, facts.labels(), facts.ready(), facts.os());
            return put();
        }

        NodeBuilder agentNotReady() {
            agentReady = false;
            return put();
        }

        NodeBuilder silent() {
            contact = null;
            return put();
        }

        NodeBuilder withoutObject() {
            absent = true;
            return put();
        }

        NodeBuilder key(String key) {
            contact = new Agent(key, "uid-" + name, Distribution.rke2, Role.agent, "rke2.service", "0");
            return put();
        }

        NodeBuilder roleUnknown() {
            contact = new Agent("key", "uid-" + name, null, null, null, "0");
            return put();
        }

        NodeBuilder applied(long sequence, String revision) {
            return applied(sequence, revision, null);
        }

        NodeBuilder applied(long sequence, String revision, @Nullable String time) {
            order = order(sequence, revision);
            claimed = sequence;
            observed = sequence;
            applied = new Applied(sequence, revision, "i", time);
            phase = Phase.Applied;
            return put();
        }

        NodeBuilder ordered(long sequence, String revision) {
            order = order(sequence, revision);
            return put();
        }

        NodeBuilder ordered(Order given) {
            order = given;
            return put();
        }

        NodeBuilder claimed(long sequence) {
            claimed = sequence;
            phase = Phase.Claimed;
            return put();
        }

        NodeBuilder ended(long sequence, Phase how, String why) {
            claimed = sequence;
            observed = sequence;
            phase = how;
            reason = why;
            return put();
        }

        NodeBuilder unsupported() {
            phase = Phase.Unsupported;
            return put();
        }

        NodeBuilder withdrawn(long sequence) {
            withdrawn = sequence;
            return put();
        }

        /** Somebody else has changed its files since the last order. */
        NodeBuilder drifted() {
            drift = new Drift("FileGone", "told by the test", "2026-01-01T00:00:00Z");
            return put();
        }

        NodeBuilder retry(long sequence) {
            retry = sequence;
            return put();
        }

        NodeBuilder slot(long sequence) {
            held.put(name, new Slot("uid-" + name, sequence));
            return this;
        }

        NodeBuilder wants(String revision) {
            desired.put(name, new Desired.Want(revision, new TreeSet<>(List.of("corp"))));
            return this;
        }

        NodeBuilder wantsFormer() {
            desired.put(name, new Desired.Former());
            return this;
        }

        NodeBuilder keeps(String why) {
            desired.put(name, new Desired.Keep(why, "said", new TreeSet<>(List.of("corp"))));
            return this;
        }

        private NodeBuilder put() {
            nodes.put(name, facts);
            agents.remove(name);
            if (!absent) {
                agents.put(
                        name,
                        new AgentFacts(
                                "uid-" + name,
                                "7",
                                order,
                                contact,
                                claimed,
                                observed,
                                applied,
                                phase,
                                reason,
                                "",
                                withdrawn,
                                retry,
                                drift,
                                agentReady));
            }
            return this;
        }
    }
}
