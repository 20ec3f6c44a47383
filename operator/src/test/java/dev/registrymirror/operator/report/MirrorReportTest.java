package dev.registrymirror.operator.report;

import static dev.registrymirror.operator.Fixtures.mirror;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Applied;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus.Nodes;
import dev.registrymirror.operator.assess.Assessment;
import dev.registrymirror.operator.assess.Stage;
import dev.registrymirror.operator.desire.MirrorOutlook;
import dev.registrymirror.operator.observe.Absences;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MirrorReportTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.5Z");
    private static final Instant LONG_AGO = NOW.minus(Absences.GRACE);
    private static final String SPEC = "mirrors: [{registry: docker.io, endpoints: [https://a]}]";

    private final Stage stage =
            new Stage().node("n1", Map.of()).node("n2", Map.of()).node("n3", Map.of());
    private RegistryMirror corp = mirror("corp", SPEC);

    MirrorReportTest() {
        stage.mirror(corp);
    }

    @Test
    void nodes_that_have_not_applied_it_are_waited_for() {
        stage.applied("n1", 1, stage.wanted("n1"));

        assertReady("False", Reasons.ROLLING_OUT, ConditionTypes.RECONCILING);
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 1, 2, 0, 0, 0));
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
    void nodes_out_of_reach_are_counted_beside_and_named() {
        allApplied();
        stage.away("n2", LONG_AGO).agentAway("n3", LONG_AGO);

        assertReady("True", Reasons.ALL_NODES_UPDATED);
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 1, 0, 0, 2, 0));
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
    void nodes_that_cannot_be_configured_do_not_count() {
        allApplied();
        stage.windows("n3");

        assertReady("True", Reasons.ALL_NODES_UPDATED);
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 2, 0, 0, 0, 1));
    }

    @Test
    void a_node_that_went_back_is_named_with_its_cause() {
        allApplied();
        stage.ended("n2", 9, stage.wanted("n2"), new Applied(2, "before", "i", null), Phase.RolledBack);

        assertReady("False", Reasons.NODES_FAILED, ConditionTypes.STALLED);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("n2", "RolledBack", "told by the test");
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 2, 0, 1, 0, 0));
    }

    @Test
    void a_selector_that_selects_nothing_is_ready_and_says_so() {
        stage.mirror(mirror("corp", "nodeSelector: {matchLabels: {pool: gpu}}\n" + SPEC));

        assertReady("True", Reasons.NO_NODES_SELECTED);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("spec.nodeSelector", "3 nodes");
        assertThat(report().updated()).isEqualTo("0/0");
    }

    @Test
    void without_a_fleet_it_is_not_accepted() {
        allApplied();
        stage.withoutFleet();

        assertCondition(ConditionTypes.ACCEPTED, "False", Reasons.FLEET_MISSING);
        assertReady("False", Reasons.NOT_ACCEPTED, ConditionTypes.STALLED);
    }

    @Test
    void a_fleet_that_is_restored_is_not_ready() {
        allApplied();
        stage.restored();

        assertReady("False", Reasons.RESTORED, ConditionTypes.STALLED);
    }

    @Test
    void a_missing_secret_is_not_resolved() {
        stage.mirror(mirror("corp", "configs: [{host: h, auth: {secretRef: {name: pull}}}]"));

        assertCondition(ConditionTypes.REFERENCES_RESOLVED, "False", Reasons.NOT_FOUND);
        assertReady("False", Reasons.REFERENCES_NOT_RESOLVED, ConditionTypes.RECONCILING);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("spec.configs[h].auth.secretRef", "pull");
        assertThat(report().revision()).isNull();
    }

    @Test
    void what_is_not_there_may_come_and_what_is_there_and_unusable_is_put_right_by_somebody() {
        stage.mirror(mirror("corp", """
                configs:
                - {host: h, auth: {secretRef: {name: pull}}}
                - {host: i, auth: {secretRef: {name: absent}}}
                """));
        assertReady("False", Reasons.REFERENCES_NOT_RESOLVED, ConditionTypes.RECONCILING);

        stage.references.secret("pull", "kubernetes.io/basic-auth", Map.of("username", "u", "password", "p\n"));
        assertReady("False", Reasons.REFERENCES_NOT_RESOLVED, ConditionTypes.STALLED);
    }

    @Test
    void a_bystander_of_a_mirror_that_awaits_a_secret_awaits_it_too() {
        stage.mirror(mirror("other", "configs: [{host: h, auth: {secretRef: {name: pull}}}]"));

        assertReady("False", Reasons.NOT_FOUND, ConditionTypes.RECONCILING);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("RegistryMirror other", "Secret pull");
    }

    @Test
    void while_some_nodes_follow_it_is_not_stalled_by_what_holds_others() {
        stage.mirror(mirror("other", "nodeSelector: {matchLabels: {pool: gpu}}\n" + SPEC.replace("//a", "//b")))
                .node("gpu", Map.of("pool", "gpu"));
        assertReady("False", Reasons.CONFLICT, ConditionTypes.RECONCILING);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("docker.io", "0/4 nodes have it", "3 wait");

        allApplied();
        assertReady("False", Reasons.CONFLICT, ConditionTypes.STALLED);
    }

    @Test
    void a_spec_that_must_not_reach_a_node_is_not_accepted() {
        stage.mirror(mirror("corp", "mirrors: [{registry: '..'}]"));

        assertCondition(ConditionTypes.ACCEPTED, "False", Reasons.INVALID);
        assertReady("False", Reasons.NOT_ACCEPTED, ConditionTypes.STALLED);
    }

    @Test
    void a_conflict_is_said_on_both_and_a_bystander_is_not_blamed() {
        stage.mirror(mirror("other", SPEC.replace("https://a", "https://b")))
                .mirror(mirror("bystander", "mirrors: [{registry: quay.io, endpoints: [https://q]}]"));

        for (String name : List.of("corp", "other")) {
            assertThat(condition(name, ConditionTypes.ACCEPTED).getReason()).isEqualTo(Reasons.CONFLICT);
            assertThat(condition(name, ConditionTypes.READY).getReason()).isEqualTo(Reasons.CONFLICT);
            assertThat(condition(name, ConditionTypes.READY).getMessage()).contains("corp", "other", "docker.io");
        }
        assertThat(condition("bystander", ConditionTypes.ACCEPTED).getStatus()).isEqualTo("True");
        assertThat(condition("bystander", ConditionTypes.READY).getStatus()).isEqualTo("False");
        assertThat(condition("bystander", ConditionTypes.READY).getReason()).isEqualTo(Reasons.CONFLICT);

        stage.without("other");
        assertThat(condition("corp", ConditionTypes.ACCEPTED).getStatus()).isEqualTo("True");
    }

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

    @Test
    void a_node_that_a_change_has_broken_has_failed_and_is_not_beside() {
        allApplied();
        stage.ended("n2", 9, stage.wanted("n2"), new Applied(2, "before", "i", null), Phase.Failed)
                .away("n2", LONG_AGO);

        assertReady("False", Reasons.NODES_FAILED, ConditionTypes.STALLED);
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 2, 0, 1, 0, 0));
    }

    @Test
    void an_agent_that_is_away_for_a_moment_does_not_make_it_ready_while_its_node_is_to_follow() {
        allApplied();
        stage.applied("n3", 3, "before").agentAway("n3", NOW.minusSeconds(3));

        assertReady("False", Reasons.ROLLING_OUT, ConditionTypes.RECONCILING);
        assertThat(report().nodes()).isEqualTo(new Nodes(3, 2, 1, 0, 0, 0));
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

    @Test
    void with_no_node_that_can_be_configured_it_is_not_ready() {
        stage.windows("n1").windows("n2").windows("n3");

        assertReady("False", Reasons.NODES_UNSUPPORTED, ConditionTypes.STALLED);
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
        stage.ended("n2", 9, stage.wanted("n2"), null, Phase.RolledBack);

        assertReady("False", Reasons.NODES_FAILED, ConditionTypes.RECONCILING);
        assertThat(condition(ConditionTypes.READY).getMessage()).contains("n2", "2 wait");
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

    private void allApplied() {
        stage.applied("n1", 1, stage.wanted("n1"));
        stage.applied("n2", 2, stage.wanted("n2"));
        stage.applied("n3", 3, stage.wanted("n3"));
    }

    /** Ready has this status and reason, and of Reconciling and Stalled exactly those named are there. */
    private void assertReady(String status, String reason, String... while_) {
        assertCondition(ConditionTypes.READY, status, reason);
        assertThat(report().conditions().stream()
                        .filter(condition -> List.of(ConditionTypes.RECONCILING, ConditionTypes.STALLED)
                                .contains(condition.getType())))
                .extracting(Condition::getType)
                .containsExactly(while_);
    }

    private void assertCondition(String type, String status, String reason) {
        Condition condition = condition(type);
        assertThat(condition.getStatus() + " " + condition.getReason()).isEqualTo(status + " " + reason);
    }

    private Condition condition(String type) {
        return condition("corp", type);
    }

    private Condition condition(String mirror, String type) {
        return Objects.requireNonNull(Conditions.find(report(mirror, NOW).conditions(), type));
    }

    private static Condition ready(RegistryMirrorStatus status) {
        return Objects.requireNonNull(Conditions.find(status.conditions(), ConditionTypes.READY));
    }

    private RegistryMirrorStatus report() {
        return report(NOW);
    }

    private RegistryMirrorStatus report(Instant now) {
        return report("corp", now);
    }

    private RegistryMirrorStatus report(String mirror, Instant now) {
        Assessment assessment = stage.assess();
        MirrorOutlook outlook =
                Objects.requireNonNull(assessment.desired().mirrors().get(mirror));
        return MirrorReport.of(outlook, assessment, now);
    }
}
