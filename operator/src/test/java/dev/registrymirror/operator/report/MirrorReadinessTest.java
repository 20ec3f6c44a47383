package dev.registrymirror.operator.report;

import static dev.registrymirror.mirrors.Fixtures.mirror;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Applied;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus.Nodes;
import org.junit.jupiter.api.Test;

/** What a RegistryMirror says of the nodes that follow it, and when it is Ready. */
class MirrorReadinessTest extends MirrorReportScenario {
    @Test
    void nodes_that_have_not_applied_it_are_waited_for() {
        stage.applied("n1", 1, stage.wanted("n1"));

        assertReady("False", Reasons.ROLLING_OUT, ConditionTypes.RECONCILING);
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 1, 2, 0, 0, 0, 0));
        assertThat(report().updated()).isEqualTo("1/3");
        assertThat(report().observedGeneration()).isEqualTo(1);
        assertThat(report().conditions())
                .allSatisfy(condition ->
                        assertThat(condition.getObservedGeneration()).isEqualTo(1));
    }

    @Test
    void it_is_ready_when_every_node_has_applied_it() {
        allApplied();

        assertReady("True", Reasons.ALL_NODES_UPDATED);
        assertThat(report().updated()).isEqualTo("3/3");
    }

    @Test
    void it_is_not_ready_while_a_node_that_has_it_holds_another_order() {
        allApplied();
        stage.ordered("n2", 9, "another", new Applied(2, stage.wanted("n2"), "i", null));

        assertReady("False", Reasons.ROLLING_OUT, ConditionTypes.RECONCILING);
    }

    @Test
    void a_new_generation_is_not_ready_by_what_nodes_applied_before() {
        allApplied();
        corp = mirror("corp", SPEC.replace("https://a", "https://b"));
        corp.getMetadata().setGeneration(2L);
        stage.mirror(corp);

        assertReady("False", Reasons.ROLLING_OUT, ConditionTypes.RECONCILING);
        assertThat(condition(ConditionTypes.READY).getObservedGeneration()).isEqualTo(2);
    }

    @Test
    void nodes_that_cannot_be_configured_do_not_count() {
        allApplied();
        stage.windows("n3");

        assertReady("True", Reasons.ALL_NODES_UPDATED);
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 2, 0, 0, 0, 0, 1));
    }

    @Test
    void with_no_node_that_can_be_configured_it_is_not_ready() {
        stage.windows("n1").windows("n2").windows("n3");

        assertReady("False", Reasons.NODES_UNSUPPORTED, ConditionTypes.STALLED);
    }

    @Test
    void a_selector_that_selects_nothing_is_ready_and_says_so() {
        stage.mirror(mirror("corp", "nodeSelector: {matchLabels: {pool: gpu}}\n" + SPEC));

        assertReady("True", Reasons.NO_NODES_SELECTED);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("spec.nodeSelector", "3 nodes");
        assertThat(report().updated()).isEqualTo("0/0");
    }

    @Test
    void a_fleet_that_is_restored_is_not_ready() {
        allApplied();
        stage.restored();

        assertReady("False", Reasons.RESTORED, ConditionTypes.STALLED);
    }
}
