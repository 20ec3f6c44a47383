package dev.registrymirror.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Applied;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus.Nodes;
import org.junit.jupiter.api.Test;

/** What a RegistryMirror says of nodes whose files somebody else has changed. */
class MirrorDriftedNodesTest extends MirrorReportScenario {
    @Test
    void they_are_named_with_what_is_different_and_somebody_has_to_see_to_it() {
        allApplied();
        stage.drifted("n2", "FileGone", "registries.yaml is gone");

        assertReady("False", Reasons.NODES_DRIFTED, ConditionTypes.STALLED);
        assertThat(condition(ConditionTypes.READY).getMessage())
                .contains("Somebody else has changed the files of 1 node: n2: FileGone: registries.yaml is gone.")
                .contains("2/3 nodes have it");
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 2, 0, 0, 1, 0, 0));
    }

    @Test
    void what_several_nodes_say_alike_is_told_once() {
        allApplied();
        stage.drifted("n1", "FileGone", "registries.yaml is gone").drifted("n2", "FileGone", "registries.yaml is gone");

        assertThat(condition(ConditionTypes.READY).getMessage()).contains("2 nodes: n1, n2: FileGone: ");
    }

    @Test
    void a_failure_and_a_rollout_come_before_it() {
        allApplied();
        stage.drifted("n2", "FileGone", "gone")
                .ended("n1", 9, stage.wanted("n1"), new Applied(2, "before", "i", null), Phase.RolledBack);
        assertReady("False", Reasons.NODES_FAILED, ConditionTypes.STALLED);
    }
}
