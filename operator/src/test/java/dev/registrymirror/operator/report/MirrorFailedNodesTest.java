package dev.registrymirror.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Applied;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus.Nodes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a RegistryMirror says of nodes that did not take it. */
class MirrorFailedNodesTest extends MirrorReportScenario {
    @Test
    void a_node_that_went_back_is_named_with_its_cause() {
        allApplied();
        stage.ended("n2", 9, stage.wanted("n2"), new Applied(2, "before", "i", null), Phase.RolledBack);

        assertReady("False", Reasons.NODES_FAILED, ConditionTypes.STALLED);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("n2", "RolledBack", "told by the test");
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 2, 0, 1, 0, 0, 0));
    }

    @Test
    void a_node_that_a_change_has_broken_has_failed_and_is_not_beside() {
        allApplied();
        stage.ended("n2", 9, stage.wanted("n2"), new Applied(2, "before", "i", null), Phase.Failed)
                .away("n2", LONG_AGO);

        assertReady("False", Reasons.NODES_FAILED, ConditionTypes.STALLED);
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 2, 0, 1, 0, 0, 0));
    }

    @Test
    void a_refusal_that_is_asked_for_again_stays_the_reason_and_is_not_stalled() {
        allApplied();
        stage.ended("n2", 9, stage.wanted("n2"), null, Phase.Refused, "NodeUnhealthy", "the disk is full");

        assertReady("False", Reasons.NODES_FAILED, ConditionTypes.RECONCILING);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("n2: NodeUnhealthy: the disk is full");
    }

    @Test
    void a_failure_stays_the_reason_while_others_follow() {
        stage.atOnce(2).ended("n2", 9, stage.wanted("n2"), null, Phase.RolledBack);

        assertReady("False", Reasons.NODES_FAILED, ConditionTypes.RECONCILING);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("n2", "2 waiting");
    }

    @Test
    void what_several_nodes_say_alike_is_told_once_and_with_its_remedy() {
        String cause = "somebody else wrote this: " + "x".repeat(400) + "; remove it, or set existingFile: Replace";
        for (String node : List.of("n1", "n2")) {
            stage.ended(node, 9, stage.wanted(node), null, Phase.Refused, "UnmanagedFile", cause);
        }

        assertThat(condition(ConditionTypes.READY).getMessage())
                .contains("2 nodes refused it or went back: n1, n2: UnmanagedFile: somebody")
                .containsOnlyOnce(cause);
    }

    @Test
    void what_an_agent_says_at_length_is_cut() {
        for (String node : List.of("n1", "n2", "n3")) {
            stage.ended(node, 9, stage.wanted(node), null, Phase.RolledBack, "NotHealthyInTime", "x".repeat(4096));
        }

        assertThat(condition(ConditionTypes.READY).getMessage())
                .contains("xxx...")
                .hasSizeLessThan(1000);
    }

    @Test
    void a_rollout_that_a_failure_has_stopped_is_stalled_for_none_that_waits_has_a_turn_ahead() {
        stage.ended("n2", 9, stage.wanted("n2"), null, Phase.RolledBack);

        assertReady("False", Reasons.NODES_FAILED, ConditionTypes.STALLED);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("n2", "2 waiting");
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 0, 2, 1, 0, 0, 0));
    }
}
