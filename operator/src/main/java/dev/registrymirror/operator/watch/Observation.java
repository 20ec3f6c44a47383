package dev.registrymirror.operator.watch;

import dev.registrymirror.operator.observe.Absences;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reduces what the caches hold to a snapshot. Remembers from one to the next since when nodes have been out of reach, so one thread at a time
 * may ask. Whether removals must wait is asked when a pass begins, since time alone changes it.
 */
public final class Observation implements Function<Watches, Snapshot> {
    private final Clock clock;
    private Absences absences = Absences.NONE;

    public Observation(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Snapshot apply(Watches watches) {
        List<Pod> pods = watches.agentPods();
        Set<String> reachable = pods.stream()
                .filter(Sightings::isReady)
                .filter(pod -> pod.getSpec().getNodeName() != null)
                .map(pod -> pod.getSpec().getNodeName())
                .collect(Collectors.toUnmodifiableSet());
        Map<String, AgentFacts> agents = new HashMap<>();
        watches.nodeRegistries().forEach(object -> {
            String name = object.getMetadata().getName();
            agents.put(name, AgentFacts.of(object, reachable.contains(name)));
        });
        List<Node> seen = watches.nodes();
        var nodes = new TreeMap<String, NodeFacts>();
        seen.forEach(node -> nodes.put(node.getMetadata().getName(), NodeFacts.of(node)));
        absences = absences.next(Sightings.of(seen, pods), clock.instant());
        var fleet = watches.fleet();
        return new Snapshot(fleet == null ? null : FleetFacts.of(fleet), nodes, agents, absences, null);
    }
}
