package dev.registrymirror.operator.report;

import static dev.registrymirror.mirrors.Fixtures.mirror;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import dev.registrymirror.operator.assess.Assessment;
import dev.registrymirror.operator.assess.Stage;
import dev.registrymirror.operator.desire.MirrorOutlook;
import dev.registrymirror.operator.observe.Absences;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Three nodes and the RegistryMirror corp, which selects them all. */
abstract class MirrorReportScenario {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00.5Z");
    static final Instant LONG_AGO = NOW.minus(Absences.GRACE);
    static final String SPEC = "mirrors: [{registry: docker.io, endpoints: [https://a]}]";

    final Stage stage = new Stage().node("n1", Map.of()).node("n2", Map.of()).node("n3", Map.of());
    RegistryMirror corp = mirror("corp", SPEC);

    MirrorReportScenario() {
        stage.mirror(corp);
    }

    void allApplied() {
        stage.applied("n1", 1, stage.wanted("n1"));
        stage.applied("n2", 2, stage.wanted("n2"));
        stage.applied("n3", 3, stage.wanted("n3"));
    }

    /** Ready has this status and reason, and of Reconciling and Stalled exactly those named are there. */
    void assertReady(String status, String reason, String... while_) {
        assertCondition(ConditionTypes.READY, status, reason);
        assertThat(report().conditions().stream()
                        .filter(condition -> List.of(ConditionTypes.RECONCILING, ConditionTypes.STALLED)
                                .contains(condition.getType())))
                .extracting(Condition::getType)
                .containsExactly(while_);
    }

    void assertCondition(String type, String status, String reason) {
        Condition condition = condition(type);
        assertThat(condition.getStatus() + " " + condition.getReason()).isEqualTo(status + " " + reason);
    }

    Condition condition(String type) {
        return condition("corp", type);
    }

    Condition condition(String mirror, String type) {
        return Objects.requireNonNull(Conditions.find(report(mirror, NOW).conditions(), type));
    }

    static Condition ready(RegistryMirrorStatus status) {
        return Objects.requireNonNull(Conditions.find(status.conditions(), ConditionTypes.READY));
    }

    RegistryMirrorStatus report() {
        return report(NOW);
    }

    RegistryMirrorStatus report(Instant now) {
        return report("corp", now);
    }

    RegistryMirrorStatus report(String mirror, Instant now) {
        Assessment assessment = stage.assess();
        MirrorOutlook outlook =
                Objects.requireNonNull(assessment.desired().mirrors().get(mirror));
        return MirrorReport.of(outlook, assessment, now);
    }
}
