package dev.registrymirror.operator.observe;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as the caches show it at one moment.
 *
 * @param fleet null where there is none; then nothing is planned
 * @param nodes by name
 * @param agents by the node's name; only those whose NodeRegistries is for the Node of today, by UID
 * @param absences since when nodes have been out of reach
 * @param removalHold why no node may get its former file back now, or null when it may
 */
public record Snapshot(
        @Nullable FleetFacts fleet,
        SortedMap<String, NodeFacts> nodes,
        Map<String, AgentFacts> agents,
        Absences absences,
        @Nullable RemovalHold removalHold) {

    public Snapshot {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        agents = Map.copyOf(agents);
    }

    /** What is known of the agent on this node, or null before first contact and for a Node that joined again. */
    public @Nullable AgentFacts agent(NodeFacts node) {
        AgentFacts facts = agents.get(node.name());
        return facts == null || !facts.nodeUID().equals(node.uid()) ? null : facts;
    }

    /** The same, with removals held or not. */
    public Snapshot with(@Nullable RemovalHold hold) {
        return new Snapshot(fleet, nodes, agents, absences, hold);
    }

    /**
     * Why removals wait: what looks like nodes that nobody selects may be an API that is being taken away or put back.
     *
     * @param reason CamelCase
     * @param message a sentence with the cause
     * @param until when it ends by itself, or null
     * @param created when what is new was created, or null. What a node got later was wished for since, so that the wish can end: it is
     *     not held
     */
    public record RemovalHold(
            String reason,
            String message,
            @Nullable Instant until,
            @Nullable Instant created) {

        /** Whether what this node has is held. */
        public boolean concerns(@Nullable AgentFacts agent) {
            return created == null || agent == null || !agent.hasChangedSince(created);
        }
    }
}
