package dev.registrymirror.operator.watch;

import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reduces what the caches hold to a snapshot. Whether removals must wait is asked when a pass begins, since time alone changes it. */
public final class Observation implements Function<Watches, Snapshot> {
    @Override
    public Snapshot apply(Watches watches) {
        Set<String> reachable = watches.agentPods().stream()
                .filter(Observation::isReady)
                .map(pod -> pod.getSpec().getNodeName())
                .collect(Collectors.toUnmodifiableSet());
        Map<String, AgentFacts> agents = new HashMap<>();
        watches.nodeRegistries().forEach(object -> {
            String name = object.getMetadata().getName();
            agents.put(name, AgentFacts.of(object, reachable.contains(name)));
        });
        var nodes = new TreeMap<String, NodeFacts>();
        watches.nodes().forEach(node -> nodes.put(node.getMetadata().getName(), NodeFacts.of(node)));
        var fleet = watches.fleet();
        return new Snapshot(fleet == null ? null : FleetFacts.of(fleet), nodes, agents, null);
    }

    private static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getSpec().getNodeName() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }
}
