package dev.registrymirror.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Applied;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus.Nodes;
import dev.registrymirror.operator.observe.Absences;
import org.junit.jupiter.api.Test;

/** What a RegistryMirror says of nodes and agents that are away. */
class MirrorAbsentNodesTest extends MirrorReportScenario {
    @Test
    void nodes_out_of_reach_are_counted_beside_and_named() {
        allApplied();
        stage.away("n2", LONG_AGO).agentAway("n3", LONG_AGO);

        assertReady("True", Reasons.ALL_NODES_UPDATED);
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 1, 0, 0, 0, 2, 0));
        assertThat(report().updated()).isEqualTo("1/1");
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("n2", "n3");
    }

    @Test
    void a_node_that_goes_out_of_reach_in_the_middle_of_a_change_is_waited_for() {
        allApplied();
        stage.ordered("n2", 9, stage.wanted("n2"), new Applied(2, "before", "i", null))
                .away("n2", LONG_AGO);

        assertReady("False", Reasons.ROLLING_OUT, ConditionTypes.RECONCILING);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("Out of reach", "n2");
    }

    @Test
    void a_node_whose_agent_never_reported_is_waited_for_even_out_of_reach() {
        allApplied();
        stage.silent("n3");
        assertReady("False", Reasons.AGENTS_MISSING, ConditionTypes.RECONCILING);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("n3");

        stage.away("n3", LONG_AGO);
        assertReady("False", Reasons.AGENTS_MISSING, ConditionTypes.RECONCILING);
    }

    @Test
    void an_agent_that_is_away_for_a_moment_does_not_make_it_ready_while_its_node_is_to_follow() {
        allApplied();
        stage.applied("n3", 3, "before").agentAway("n3", NOW.minusSeconds(3));

        assertReady("False", Reasons.ROLLING_OUT, ConditionTypes.RECONCILING);
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 2, 1, 0, 0, 0, 0));
        assertThat(ready(report(NOW.minusSeconds(3).plus(Absences.GRACE))).getReason())
                .isEqualTo(Reasons.ALL_NODES_UPDATED);
    }

    @Test
    void a_node_that_has_it_and_is_away_for_a_moment_has_it() {
        allApplied();
        stage.away("n1", NOW).away("n2", NOW).agentAway("n3", NOW);

        assertReady("True", Reasons.ALL_NODES_UPDATED);
        assertThat(report().updated()).isEqualTo("3/3");
    }

    @Test
    void with_every_node_out_of_reach_nobody_can_say_that_it_is_ready() {
        allApplied();
        stage.away("n1", LONG_AGO).away("n2", LONG_AGO).agentAway("n3", LONG_AGO);

        assertReady("False", Reasons.NODES_UNREACHABLE, ConditionTypes.RECONCILING);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("n1", "n2", "n3");
        assertThat(report().updated()).isEqualTo("0/0");
    }
}
