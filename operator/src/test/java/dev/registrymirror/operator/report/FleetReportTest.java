package dev.registrymirror.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.Pool;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryFleetStatus;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.plan.Patience;
import dev.registrymirror.operator.plan.Plan;
import dev.registrymirror.operator.plan.Slots;
import dev.registrymirror.operator.plan.Standing;
import dev.registrymirror.operator.plan.Waiting;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetReportTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final FleetFacts FLEET = new FleetFacts(false, Duration.ofMinutes(10), List.of(Pool.DEFAULT), 4);

    private static Plan plan(List<Waiting> waiting, Standing... standings) {
        var byNode = new TreeMap<String, Standing>();
        for (Standing standing : standings) byNode.put("node-" + byNode.size(), standing);
        return new Plan(Slots.NONE, List.of(), List.of(), byNode, waiting, Patience.NONE, null);
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATED, Ready=True AllNodesUpdated",
        "UNREACHABLE, Ready=False NodesUnreachable|Reconciling=True NodesUnreachable",
        "UNSUPPORTED, Ready=True AllNodesUpdated",
        "PENDING, Ready=False RollingOut|Reconciling=True RollingOut",
        "STOPPED, Ready=False RollingOut|Stalled=True RollingOut",
        "STRANDED, Ready=True AllNodesUpdated",
        "SILENT, Ready=False RollingOut|Reconciling=True RollingOut",
        "CHANGING, Ready=False RollingOut|Reconciling=True RollingOut",
        "HELD, Ready=False NodesHeld|Stalled=True NodesHeld",
        "DRIFTED, Ready=False NodesDrifted|Stalled=True NodesDrifted",
        "RETRYING, Ready=False NodesFailed|Reconciling=True NodesFailed",
        "FAILED, Ready=False NodesFailed|Stalled=True NodesFailed",
    })
    void conditionsFollowFromWhereNodesStand(Standing standing, String expected) {
        RegistryFleetStatus status = FleetReport.of(FLEET, null, plan(List.of(), standing), NOON);

        assertThat(status.conditions())
                .extracting(one -> one.getType() + "=" + one.getStatus() + " " + one.getReason())
                .containsExactly(expected.split("\\|"));
        assertThat(status.conditions()).allMatch(one -> one.getObservedGeneration() == 4);
    }

    @Test
    void everyNodeIsCountedOnce() {
        var nodes = Objects.requireNonNull(FleetReport.of(FLEET, null, plan(List.of(), Standing.values()), NOON)
                .nodes());

        assertThat(nodes.total())
                .isEqualTo(Standing.values().length)
                .isEqualTo(nodes.updated()
                        + nodes.pending()
                        + nodes.changing()
                        + nodes.failed()
                        + nodes.drifted()
                        + nodes.unreachable()
                        + nodes.unsupported());
    }

    @Test
    void waitingNodesAreToldAsThePlanHasThem() {
        var waiting = new Waiting("MaxUnavailable", 9, List.of("a", "b"), "unavailable in pool all: c (NodeNotReady)");

        RegistryFleetStatus status = FleetReport.of(FLEET, null, plan(List.of(waiting), Standing.PENDING), NOON);

        assertThat(status.waiting())
                .containsExactly(new RegistryFleetStatus.Waiting(
                        "MaxUnavailable", 9, List.of("a", "b"), "unavailable in pool all: c (NodeNotReady)"));
        assertThat(message(status))
                .contains("MaxUnavailable: 9 (a, b, ...); unavailable in pool all: c (NodeNotReady).");
    }

    @Test
    void nodes_out_of_reach_do_not_count_beside_others_and_are_named() {
        RegistryFleetStatus status =
                FleetReport.of(FLEET, null, plan(List.of(), Standing.UPDATED, Standing.UNREACHABLE), NOON);

        assertThat(status.conditions())
                .extracting(one -> one.getType() + "=" + one.getStatus())
                .containsExactly("Ready=True");
        assertThat(message(status)).contains("node-1");
    }

    @Test
    void nodes_that_are_held_until_a_secret_comes_are_waited_for() {
        var waiting = new Waiting(Reasons.NOT_FOUND, 1, List.of("node-0"), "");

        assertThat(FleetReport.of(FLEET, null, plan(List.of(waiting), Standing.HELD), NOON)
                        .conditions())
                .extracting(one -> one.getType() + "=" + one.getStatus())
                .containsExactly("Ready=False", "Reconciling=True");
    }

    @Test
    void what_is_reported_is_of_the_generation_that_was_planned_by() {
        var other = new FleetFacts(true, Duration.ofMinutes(10), List.of(Pool.DEFAULT), 5);
        RegistryFleetStatus before = FleetReport.of(FLEET, null, plan(List.of(), Standing.UPDATED), NOON);

        RegistryFleetStatus status = FleetReport.of(other, before, plan(List.of(), Standing.PENDING), NOON);

        assertThat(status.observedGeneration()).isEqualTo(5);
        assertThat(status.conditions())
                .allMatch(one -> one.getObservedGeneration() == 5)
                .extracting(Condition::getReason)
                .containsOnly(Reasons.RESTORING);
    }

    @Test
    void a_rollout_that_failures_have_stopped_is_stalled_and_says_what_for() {
        var waiting = new Waiting("TooManyFailures", 1, List.of("node-1"), "");

        RegistryFleetStatus status =
                FleetReport.of(FLEET, null, plan(List.of(waiting), Standing.FAILED, Standing.STOPPED), NOON);

        assertThat(status.conditions())
                .extracting(one -> one.getType() + "=" + one.getStatus() + " " + one.getReason())
                .containsExactly("Ready=False NodesFailed", "Stalled=True NodesFailed");
        assertThat(message(status)).contains("1 wait", "TooManyFailures: 1 (node-1)");
    }

    @Test
    void a_fleet_is_not_restored_while_a_node_that_cannot_be_configured_has_what_it_was_given() {
        var restored = new FleetFacts(true, Duration.ofMinutes(10), List.of(Pool.DEFAULT), 4);
        Plan plan = plan(List.of(), Standing.UPDATED, Standing.STRANDED, Standing.UNSUPPORTED);

        RegistryFleetStatus status = FleetReport.of(restored, null, plan, NOON);

        assertThat(status.conditions())
                .extracting(one -> one.getType() + "=" + one.getStatus() + " " + one.getReason())
                .containsExactly("Ready=False NodesUnsupported", "Stalled=True NodesUnsupported");
        assertThat(message(status)).contains("node-1").doesNotContain("node-2");
        // An active fleet is Ready beside it, and names it.
        assertThat(message(FleetReport.of(FLEET, null, plan, NOON))).contains("node-1");
    }

    private static String message(RegistryFleetStatus status) {
        return status.conditions().getFirst().getMessage();
    }

    @Test
    void theSamePlanLaterGivesTheSameStatusSoNothingIsWritten() {
        Plan plan = plan(List.of(), Standing.UPDATED, Standing.FAILED);
        RegistryFleetStatus first = FleetReport.of(FLEET, null, plan, NOON);

        assertThat(FleetReport.of(FLEET, first, plan, NOON.plusSeconds(99))).isEqualTo(first);
    }
}
