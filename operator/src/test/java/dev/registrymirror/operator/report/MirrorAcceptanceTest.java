package dev.registrymirror.operator.report;

import static dev.registrymirror.mirrors.Fixtures.mirror;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.Reasons;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a RegistryMirror says of itself: whether it is accepted, and whether its references lead to anything. */
class MirrorAcceptanceTest extends MirrorReportScenario {
    @Test
    void without_a_fleet_it_is_not_accepted() {
        allApplied();
        stage.withoutFleet();

        assertCondition(ConditionTypes.ACCEPTED, "False", Reasons.FLEET_MISSING);
        assertReady("False", Reasons.NOT_ACCEPTED, ConditionTypes.STALLED);
    }

    @Test
    void a_spec_that_must_not_reach_a_node_is_not_accepted() {
        stage.mirror(mirror("corp", "mirrors: [{registry: '..'}]"));

        assertCondition(ConditionTypes.ACCEPTED, "False", Reasons.INVALID);
        assertReady("False", Reasons.NOT_ACCEPTED, ConditionTypes.STALLED);
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
        assertThat(condition(ConditionTypes.READY).getMessage())
                .contains("docker.io", "0/4 nodes have it", "3 waiting");

        allApplied();
        assertReady("False", Reasons.CONFLICT, ConditionTypes.STALLED);
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
}
