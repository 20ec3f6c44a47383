package dev.registrymirror.operator.report;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec.State;
import dev.registrymirror.api.v1alpha1.RegistryFleetStatus;
import dev.registrymirror.api.v1alpha1.RegistryFleetStatus.Nodes;
import dev.registrymirror.api.v1alpha1.RegistryFleetStatus.Waiting;
import dev.registrymirror.operator.plan.Plan;
import dev.registrymirror.operator.plan.Standing;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The status of the RegistryFleet. The one place that decides its conditions, from the plan of the same pass. */
public final class FleetReport {
    private FleetReport() {}

    /** The status that the fleet should have. */
    public static RegistryFleetStatus of(
            RegistryFleet fleet, @Nullable RegistryFleetStatus before, Plan plan, Instant now) {
        Long generation = fleet.getMetadata().getGeneration();
        List<Condition> old = before == null ? List.of() : before.conditions();
        Nodes nodes = nodes(plan);
        Verdict ready = ready(fleet, nodes);
        boolean underWay = !ready.holds() && nodes.pending() + nodes.changing() > 0;
        List<Condition> conditions = new Conditions(old, generation, now)
                .set(ConditionTypes.READY, ready.holds(), ready.reason(), ready.message())
                .setWhile(ConditionTypes.RECONCILING, underWay, ready.reason(), ready.message())
                .setWhile(ConditionTypes.STALLED, !ready.holds() && !underWay, ready.reason(), ready.message())
                .build();
        return new RegistryFleetStatus(generation, conditions, nodes, waiting(plan));
    }

    private static Verdict ready(RegistryFleet fleet, Nodes nodes) {
        if (nodes.pending() + nodes.changing() > 0) {
            boolean restoring = fleet.getSpec().state() == State.Restored;
            return Verdict.no(
                    restoring ? Reasons.RESTORING : Reasons.ROLLING_OUT,
                    "%d nodes are changing and %d wait; status.waiting says what for."
                            .formatted(nodes.changing(), nodes.pending()));
        }
        if (nodes.failed() > 0) {
            return Verdict.no(
                    Reasons.NODES_FAILED,
                    "%d nodes refused what they should have or went back; their NodeRegistries say why."
                            .formatted(nodes.failed()));
        }
        return Verdict.yes(
                Reasons.ALL_NODES_UPDATED, "%d nodes have what they should have.".formatted(nodes.updated()));
    }

    private static Nodes nodes(Plan plan) {
        return new Nodes(
                plan.standings().size(),
                count(plan, Standing.UPDATED),
                count(plan, Standing.PENDING) + count(plan, Standing.SILENT),
                count(plan, Standing.CHANGING),
                count(plan, Standing.FAILED),
                count(plan, Standing.UNREACHABLE),
                count(plan, Standing.UNSUPPORTED));
    }

    private static int count(Plan plan, Standing standing) {
        return (int) plan.standings().values().stream().filter(standing::equals).count();
    }

    private static List<Waiting> waiting(Plan plan) {
        return plan.waiting().stream()
                .map(waiting -> new Waiting(waiting.reason(), waiting.count(), waiting.examples()))
                .toList();
    }
}
