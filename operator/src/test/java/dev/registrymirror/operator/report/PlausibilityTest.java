package dev.registrymirror.operator.report;

import static dev.registrymirror.mirrors.Fixtures.mirror;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import dev.registrymirror.operator.desire.MirrorOutlook;
import dev.registrymirror.registries.findings.Finding;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is probably a mistake is said of a RegistryMirror, and stops nothing. */
class PlausibilityTest extends MirrorReportScenario {
    private static final String INSECURE = """
            mirrors: [{registry: docker.io, endpoints: ["https://harbor.corp"]}]
            configs: [{host: harbor.corp, auth: {secretRef: {name: pull}}, tls: {insecureSkipVerify: true}}]
            """;
    private static final String LOGIN = "configs: [{host: harbor.corp, auth: {secretRef: {name: pull}}}]";

    PlausibilityTest() {
        stage.references.secret("pull", "Opaque", Map.of("identityToken", "t"));
    }

    @Test
    void what_raises_no_suspicion_is_plausible() {
        assertCondition(ConditionTypes.PLAUSIBLE, "True", Reasons.NO_FINDINGS);
    }

    @Test
    void a_finding_is_the_reason_with_its_code_and_all_its_words_and_Ready_stays() {
        stage.mirror(mirror("corp", INSECURE));
        allApplied();

        assertCondition(ConditionTypes.PLAUSIBLE, "False", "InsecureSkipVerify");
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(
                                condition(ConditionTypes.PLAUSIBLE).getMessage())
                        .isEqualTo("InsecureSkipVerify (warning): " + finding.path() + ": " + finding.message() + "; "
                                + finding.remedy() + "."));
        assertReady("True", Reasons.ALL_NODES_UPDATED);
    }

    @Test
    void a_note_is_told_and_leaves_it_plausible() {
        stage.mirror(mirror("corp", "mirrors: [{registry: docker.io}]"));

        assertCondition(ConditionTypes.PLAUSIBLE, "True", Reasons.NO_FINDINGS);
        assertThat(condition(ConditionTypes.PLAUSIBLE).getMessage())
                .startsWith("EmbeddedRegistryOnly (note): spec.mirrors[docker.io]: ");
    }

    @Test
    void what_is_so_on_some_of_the_nodes_is_told() {
        stage.node("n1", Map.of("pool", "build"));
        stage.mirror(mirror("corp", LOGIN));
        assertCondition(ConditionTypes.PLAUSIBLE, "True", Reasons.NO_FINDINGS);

        stage.mirror(mirror("hub", """
                nodeSelector: {matchLabels: {pool: build}}
                mirrors: [{registry: docker.io, endpoints: ["https://harbor.corp:5000"]}]
                """));

        assertCondition(ConditionTypes.PLAUSIBLE, "False", "ConfigPortDiffers");
    }

    @Test
    void nothing_is_said_of_what_cannot_be_given_to_nodes() {
        stage.mirror(mirror("corp", "configs: [{host: harbor.corp, auth: {secretRef: {name: absent}}}]"));

        assertThat(Conditions.find(report().conditions(), ConditionTypes.PLAUSIBLE))
                .isNull();
    }

    @Test
    void a_refusal_is_told_with_its_code() {
        stage.mirror(mirror("corp", "mirrors: [{registry: docker.io, endpoints: [\"ftp://harbor.corp\"]}]"));

        assertCondition(ConditionTypes.ACCEPTED, "False", Reasons.INVALID);
        assertThat(condition(ConditionTypes.ACCEPTED).getMessage())
                .startsWith("InvalidEndpoint: spec.mirrors[docker.io].endpoints[0]: ");
    }

    @Test
    void each_new_finding_is_one_event_with_its_code_and_words_and_is_told_once() {
        RegistryMirrorStatus before = report();
        stage.mirror(mirror("corp", INSECURE));
        RegistryMirrorStatus after = report();
        assertThat(Transition.found(before, after, findings()))
                .containsExactly(new Transition(
                        true, "InsecureSkipVerify", findings().getFirst().toString()));
        assertThat(Transition.found(after, report(NOW.plusSeconds(60)), findings()))
                .isEmpty();

        stage.mirror(mirror("corp", INSECURE.replace("https://harbor.corp", "http://harbor.corp")));
        assertThat(Transition.found(after, report(), findings()))
                .extracting(Transition::reason)
                .doesNotContain("InsecureSkipVerify")
                .isNotEmpty();
    }

    private List<Finding> findings() {
        MirrorOutlook outlook =
                Objects.requireNonNull(stage.assess().desired().mirrors().get("corp"));
        return Plausibility.findings(outlook, NOW);
    }
}
