package dev.registrymirror.operator.observe;

import dev.registrymirror.api.v1alpha1.Pool;
import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec.State;
import dev.registrymirror.registries.duration.GoDuration;
import java.time.Duration;
import java.util.List;

/**
 * How nodes are to be changed.
 *
 * @param restored every node is to get its former file back
 * @param removalDelay how long a node must be unselected before that
 * @param pools never empty; the last one takes every node that no other matches
 * @param generation of the spec that all this is from; what is planned by it is reported by it
 */
public record FleetFacts(boolean restored, Duration removalDelay, List<Pool> pools, long generation) {

    public FleetFacts {
        if (pools.isEmpty()) throw new IllegalArgumentException("a fleet has at least one pool");
        pools = List.copyOf(pools);
    }

    /** Reads a fleet's spec. */
    public static FleetFacts of(RegistryFleet fleet) {
        RegistryFleetSpec spec = fleet.getSpec() == null ? RegistryFleetSpec.DEFAULT : fleet.getSpec();
        Long generation = fleet.getMetadata().getGeneration();
        return new FleetFacts(
                spec.state() == State.Restored,
                GoDuration.parse(spec.removalDelay()).orElseThrow(),
                spec.pools(),
                generation == null ? 0 : generation);
    }

    /** The first pool that matches the node, or the last. */
    public Pool poolOf(NodeFacts node) {
        return pools.stream()
                .filter(pool ->
                        pool.nodeSelector() == null || pool.nodeSelector().matches(node.labels()))
                .findFirst()
                .orElse(pools.getLast());
    }
}
