package dev.registrymirror.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec;
import dev.registrymirror.api.v1alpha1.RegistryFleetStatus;
import dev.registrymirror.operator.plan.Patience;
import dev.registrymirror.operator.plan.Plan;
import dev.registrymirror.operator.plan.Slots;
import dev.registrymirror.operator.plan.Standing;
import dev.registrymirror.operator.plan.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetReportTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static RegistryFleet fleet() {
        var fleet = new RegistryFleet();
        fleet.getMetadata().setGeneration(4L);
        fleet.setSpec(RegistryFleetSpec.DEFAULT);
        return fleet;
    }

    private static Plan plan(List<Waiting> waiting, Standing... standings) {
        var byNode = new TreeMap<String, Standing>();
        for (Standing standing : standings) byNode.put("node-" + byNode.size(), standing);
        return new Plan(Slots.NONE, List.of(), List.of(), byNode, waiting, Patience.NONE, null);
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATED, Ready=True AllNodesUpdated",
        "UNREACHABLE, Ready=True AllNodesUpdated",
        "UNSUPPORTED, Ready=True AllNodesUpdated",
        "PENDING, Ready=False RollingOut|Reconciling=True RollingOut",
        "SILENT, Ready=False RollingOut|Reconciling=True RollingOut",
        "CHANGING, Ready=False RollingOut|Reconciling=True RollingOut",
        "FAILED, Ready=False NodesFailed|Stalled=True NodesFailed",
    })
    void conditionsFollowFromWhereNodesStand(Standing standing, String expected) {
        RegistryFleetStatus status = FleetReport.of(fleet(), null, plan(List.of(), standing), NOON);

        assertThat(status.conditions())
                .extracting(one -> one.getType() + "=" + one.getStatus() + " " + one.getReason())
                .containsExactly(expected.split("\\|"));
        assertThat(status.conditions()).allMatch(one -> one.getObservedGeneration() == 4);
    }

    @Test
    void everyNodeIsCountedOnce() {
        var nodes = Objects.requireNonNull(FleetReport.of(fleet(), null, plan(List.of(), Standing.values()), NOON)
                .nodes());

        assertThat(nodes.total())
                .isEqualTo(Standing.values().length)
                .isEqualTo(nodes.updated()
                        + nodes.pending()
                        + nodes.changing()
                        + nodes.failed()
                        + nodes.unreachable()
                        + nodes.unsupported());
    }

    @Test
    void waitingNodesAreToldAsThePlanHasThem() {
        var waiting = new Waiting("MaxUnavailable", 9, List.of("a", "b"));

        assertThat(FleetReport.of(fleet(), null, plan(List.of(waiting), Standing.PENDING), NOON)
                        .waiting())
                .containsExactly(new RegistryFleetStatus.Waiting("MaxUnavailable", 9, List.of("a", "b")));
    }

    @Test
    void theSamePlanLaterGivesTheSameStatusSoNothingIsWritten() {
        Plan plan = plan(List.of(), Standing.UPDATED, Standing.FAILED);
        RegistryFleetStatus first = FleetReport.of(fleet(), null, plan, NOON);

        assertThat(FleetReport.of(fleet(), first, plan, NOON.plusSeconds(99))).isEqualTo(first);
    }
}
