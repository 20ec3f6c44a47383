package dev.registrymirror.operator.assess;

import static dev.registrymirror.mirrors.Fixtures.mirror;
import static dev.registrymirror.mirrors.Fixtures.pem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.mirrors.resolve.BadInput;
import dev.registrymirror.mirrors.resolve.BadReferences;
import dev.registrymirror.mirrors.resolve.Resolution.Unresolved;
import dev.registrymirror.operator.plan.Grant;
import dev.registrymirror.operator.plan.Patience;
import dev.registrymirror.operator.plan.Plan;
import dev.registrymirror.operator.plan.Planner;
import dev.registrymirror.operator.plan.Slots;
import dev.registrymirror.operator.report.Conditions;
import dev.registrymirror.operator.report.MirrorReport;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From a bad input through all that the operator decides: a condition names the field and the remedy, no node is touched, and nodes that
 * it does not concern stay as they are. One of the nodes concerned runs with what the RegistryMirror said before, one is new.
 */
class BadInputTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Slots SLOTS = new Slots(100, Slots.NONE.held());
    private static final String GPU = "nodeSelector: {matchLabels: {pool: gpu}}\n";
    private static final String GOOD = GPU + "mirrors: [{registry: docker.io, endpoints: [https://good]}]";

    private final Stage stage = new Stage()
            .mirror(mirror("corp", GOOD))
            .mirror(mirror("other", GOOD.replace("gpu", "cpu")))
            .node("gpu-old", Map.of("pool", "gpu"))
            .node("gpu-new", Map.of("pool", "gpu"))
            .node("cpu", Map.of("pool", "cpu"));

    BadInputTest() {
        stage.applied("gpu-old", 1, stage.wanted("gpu-old"));
        stage.applied("cpu", 2, stage.wanted("cpu"));
    }

    @Test
    void a_good_input_reaches_the_new_node() {
        assertThat(plan().grants()).extracting(Grant::node).containsExactly("gpu-new");
    }

    @ParameterizedTest
    @MethodSource("dev.registrymirror.mirrors.resolve.BadReferences#all")
    void a_bad_reference_is_said_and_touches_no_node(BadInput bad) {
        stage.mirror(mirror("corp", GPU + bad.spec())).references(bad.references());

        assertSaid("corp", ConditionTypes.REFERENCES_RESOLVED, bad.reason(), bad.field(), remedy());
        assertSaid("corp", ConditionTypes.READY, Reasons.REFERENCES_NOT_RESOLVED, bad.field(), remedy());
        assertThat(condition("corp", ConditionTypes.READY).getMessage())
                .contains(bad.words())
                .doesNotContain(BadReferences.PASSWORD);
        assertNothingIsTouched();
    }

    @ParameterizedTest
    @MethodSource("dev.registrymirror.mirrors.resolve.BadSpecs#all")
    void a_bad_spec_is_said_and_touches_no_node(BadInput bad) {
        stage.mirror(mirror("corp", GPU + bad.spec())).references(bad.references());

        assertSaid("corp", ConditionTypes.ACCEPTED, Reasons.INVALID, bad.field(), remedy());
        assertSaid("corp", ConditionTypes.READY, Reasons.NOT_ACCEPTED, bad.field(), remedy());
        assertNothingIsTouched();
    }

    @Test
    void two_RegistryMirrors_in_conflict_are_told_so_both_and_touch_no_node() {
        stage.mirror(mirror("rival", GOOD.replace("https://good", "https://better")));

        for (String name : new String[] {"corp", "rival"}) {
            assertSaid(name, ConditionTypes.ACCEPTED, Reasons.CONFLICT, "spec.mirrors[docker.io].endpoints");
            assertSaid(name, ConditionTypes.READY, Reasons.CONFLICT, "corp, rival", "higher priority");
        }
        assertNothingIsTouched();
    }

    @Test
    void a_revision_over_256_KiB_is_told_with_its_largest_part_and_touches_no_node() {
        stage.references
                .configMap("small", Map.of("ca.crt", pem("ca.crt")))
                .configMap("big", Map.of("ca.crt", pem("ca.crt") + "#".repeat(256 * 1024)));
        stage.mirror(mirror("corp", GOOD + """

                configs:
                - {host: good, tls: {caRef: {kind: ConfigMap, name: small}}}
                - {host: better, tls: {caRef: {kind: ConfigMap, name: big}}}
                """));

        assertSaid(
                "corp",
                ConditionTypes.ACCEPTED,
                Reasons.TOO_LARGE,
                "at most 262144",
                "spec.configs[better].tls.caRef of RegistryMirror corp",
                "shorten CA bundles");
        assertSaid("corp", ConditionTypes.READY, Reasons.TOO_LARGE, "spec.configs[better].tls.caRef");
        assertNothingIsTouched();
    }

    @Test
    void many_endpoints_make_a_revision_too_large_as_well() {
        var mirrors = new StringBuilder(GPU + "mirrors:\n");
        for (int i = 0; i < 128; i++) {
            int path = i == 70 ? 201 : 200;
            mirrors.append("- {registry: r%d.io, endpoints: [".formatted(i))
                    .append("\"https://h/%s\",".formatted("p".repeat(path)).repeat(16))
                    .append("]}\n");
        }
        stage.mirror(mirror("corp", mirrors.toString()));

        assertSaid("corp", ConditionTypes.ACCEPTED, Reasons.TOO_LARGE, "spec.mirrors[r70.io] of RegistryMirror corp");
        assertNothingIsTouched();
    }

    @Test
    void a_selector_that_selects_nothing_is_told_and_touches_no_node() {
        stage.mirror(mirror("typo", GOOD.replace("gpu", "gppu").replace("good", "better")));
        stage.applied("gpu-new", 3, stage.wanted("gpu-new"));

        assertThat(condition("typo", ConditionTypes.READY).getReason()).isEqualTo(Reasons.NO_NODES_SELECTED);
        assertThat(condition("typo", ConditionTypes.READY).getMessage())
                .contains("spec.nodeSelector", "none of the cluster's 3 nodes", "kubectl get nodes --show-labels");
        assertNothingIsTouched();
    }

    private String remedy() {
        String remedy =
                ((Unresolved) stage.outlook("corp").resolution()).first().remedy();
        assertThat(remedy).isNotBlank();
        return remedy;
    }

    private void assertSaid(String mirror, String type, String reason, String... words) {
        Condition condition = condition(mirror, type);
        assertThat(condition.getStatus() + " " + condition.getReason()).isEqualTo("False " + reason);
        assertThat(condition.getMessage()).contains(words);
        // Only what is not there at all may come without anybody putting something right.
        boolean isAwaited =
                condition(mirror, ConditionTypes.ACCEPTED).getStatus().equals("True")
                        && condition(mirror, ConditionTypes.REFERENCES_RESOLVED)
                                .getReason()
                                .equals(Reasons.NOT_FOUND);
        String until = isAwaited ? ConditionTypes.RECONCILING : ConditionTypes.STALLED;
        assertThat(condition(mirror, until).getStatus()).isEqualTo("True");
    }

    private void assertNothingIsTouched() {
        Plan plan = plan();
        assertThat(plan.grants()).isEmpty();
        assertThat(plan.withdrawals()).isEmpty();
        assertThat(plan.slots()).isEqualTo(SLOTS);
        Condition ready = condition("other", ConditionTypes.READY);
        assertThat(ready.getStatus() + " " + ready.getReason()).isEqualTo("True " + Reasons.ALL_NODES_UPDATED);
    }

    private Plan plan() {
        Assessment assessment = stage.assess();
        return new Planner().plan(assessment.snapshot(), assessment.desired().nodes(), SLOTS, Patience.NONE, NOW);
    }

    private Condition condition(String mirror, String type) {
        Assessment assessment = stage.assess();
        var outlook = Objects.requireNonNull(assessment.desired().mirrors().get(mirror));
        var status = MirrorReport.of(outlook, assessment, NOW);
        return Objects.requireNonNull(Conditions.find(status.conditions(), type));
    }
}
