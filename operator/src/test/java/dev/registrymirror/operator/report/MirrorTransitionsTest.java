package dev.registrymirror.operator.report;

import static dev.registrymirror.mirrors.Fixtures.mirror;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From one status of a RegistryMirror to the next: what moves, and what is told of. */
class MirrorTransitionsTest extends MirrorReportScenario {
    @Test
    void a_status_that_says_the_same_later_is_equal_to_the_one_before() {
        allApplied();
        RegistryMirrorStatus first = report();
        corp.setStatus(first);

        assertThat(report(NOW.plusSeconds(3600))).isEqualTo(first);
        assertThat(Transition.between(first, report())).isEmpty();
    }

    @Test
    void the_time_of_a_transition_moves_only_when_the_status_of_the_condition_does() {
        corp.setStatus(report());
        stage.applied("n1", 1, stage.wanted("n1"));
        assertThat(ready(report(NOW.plusSeconds(60))).getLastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");

        allApplied();
        assertThat(ready(report(NOW.plusSeconds(60))).getLastTransitionTime()).isEqualTo("2026-01-01T00:01:00Z");
    }

    @Test
    void turning_ready_and_a_failing_node_are_told_of_once() {
        RegistryMirrorStatus rolling = report();
        corp.setStatus(rolling);
        stage.applied("n1", 1, stage.wanted("n1"));
        assertThat(Transition.between(rolling, report())).isEmpty();

        stage.ended("n2", 9, stage.wanted("n2"), null, Phase.Refused);
        RegistryMirrorStatus failing = report();
        assertThat(Transition.between(rolling, failing)).singleElement().satisfies(transition -> {
            assertThat(transition.warning()).isTrue();
            assertThat(transition.reason()).isEqualTo(Reasons.NODES_FAILED);
            assertThat(transition.message()).contains("n2", "Refused");
        });

        allApplied();
        assertThat(Transition.between(failing, report()))
                .extracting(Transition::reason)
                .containsExactly(Reasons.ALL_NODES_UPDATED);
    }

    @Test
    void a_reference_that_breaks_and_heals_is_told_of_once_each() {
        RegistryMirror withSecret = mirror("corp", "configs: [{host: h, auth: {secretRef: {name: pull}}}]");
        stage.mirror(withSecret);
        RegistryMirrorStatus broken = report();
        assertThat(Transition.between(null, broken))
                .extracting(Transition::reason)
                .containsExactly(Reasons.NOT_FOUND);

        stage.references.secret("pull", "Opaque", Map.of("identityToken", "t"));
        assertThat(Transition.between(broken, report()))
                .extracting(Transition::reason)
                .containsExactly(Reasons.RESOLVED, Reasons.ROLLING_OUT);
    }
}
