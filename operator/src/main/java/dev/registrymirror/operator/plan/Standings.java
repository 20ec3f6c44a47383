package dev.registrymirror.operator.plan;

import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where all nodes stand. The plan and every report take it from here, so that they cannot differ. */
public final class Standings {
    private Standings() {}

    /**
     * By the node's name.
     *
     * @param desired what nodes should have; those that it does not name are left alone
     */
    public static SortedMap<String, Standing> of(Snapshot snapshot, Map<String, Desired> desired, Instant now) {
        var situations = new TreeMap<String, Situation>();
        var budget = new Budget();
        for (NodeFacts node : snapshot.nodes().values()) {
            if (snapshot.fleet() == null || !node.isLinux()) continue;
            // Who holds a slot is nothing to a place that is taken by a failure.
            Situation situation = Situation.of(node, snapshot, wish(desired, node), Slots.NONE);
            budget.count(situation);
            situations.put(node.name(), situation);
        }
        var standings = new TreeMap<String, Standing>();
        for (NodeFacts node : snapshot.nodes().values()) {
            Situation situation = situations.get(node.name());
            boolean stopped = situation != null && budget.isStopped(situation);
            standings.put(node.name(), Standing.of(node, snapshot, wish(desired, node), stopped, now));
        }
        return standings;
    }

    static Desired wish(Map<String, Desired> desired, NodeFacts node) {
        return desired.getOrDefault(node.name(), new Desired.Untouched());
    }
}
