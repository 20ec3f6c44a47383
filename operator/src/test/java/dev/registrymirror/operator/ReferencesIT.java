package dev.registrymirror.operator;

import static dev.registrymirror.mirrors.Fixtures.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.operator.report.Transition;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Secrets and bundles that are missing, wrong and rotated. */
class ReferencesIT extends OperatorScenario {
    @Test
    void a_secret_that_is_missing_is_said_and_heals_by_itself_when_it_comes() {
        join(1);
        try (var _ = operator("a")) {
            apply("corp", WITH_SECRET);

            until("corp", has(ConditionTypes.REFERENCES_RESOLVED, Reasons.NOT_FOUND));
            assertThat(condition("corp", ConditionTypes.READY).getMessage())
                    .contains("spec.configs[harbor.corp:5000].auth.secretRef", "Secret pull", "create it");
            assertThat(condition("corp", ConditionTypes.RECONCILING).getStatus())
                    .isEqualTo("True");
            assertThat(cluster.objects()).allMatch(object -> object.getSpec().order() == null);

            secret("pull", PASSWORD + "\n");
            until("corp", has(ConditionTypes.REFERENCES_RESOLVED, Reasons.INVALID_CREDENTIALS));
            assertThat(condition("corp", ConditionTypes.STALLED).getStatus()).isEqualTo("True");
            secret("pull", PASSWORD);
            stepUntilReady("corp");
            assertThat(reasonsOfEvents("corp"))
                    .contains(Reasons.NOT_FOUND, Reasons.INVALID_CREDENTIALS, Reasons.RESOLVED);
            assertNoSecretIsTold();
        }
    }

    @Test
    void a_rotated_secret_or_bundle_is_a_new_revision_by_itself_and_the_old_one_is_collected() {
        join(2);
        try (var _ = operator("a")) {
            secret("pull", "old-" + PASSWORD);
            bundle(pem("ca.crt"));
            apply("corp", WITH_SECRET + "- {host: other, tls: {caRef: {kind: ConfigMap, name: corp-ca}}}\n");
            stepUntilReady("corp");
            String first = status("corp").revision();
            long generation = mirror("corp").getMetadata().getGeneration();

            secret("pull", PASSWORD);
            until("corp", status -> !Objects.equals(first, status.revision()));
            assertThat(condition("corp", ConditionTypes.READY).getStatus()).isEqualTo("False");
            stepUntilReady("corp");
            String second = status("corp").revision();

            bundle(pem("ca.crt") + pem("client.crt"));
            until("corp", status -> !Objects.equals(second, status.revision()));
            stepUntilReady("corp");

            assertThat(mirror("corp").getMetadata().getGeneration()).isEqualTo(generation);
            assertThat(agents.files.values()).allMatch(file -> file.contains(PASSWORD) && !file.contains("old-"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(revisionSecrets())
                            .containsExactly("revision-" + status("corp").revision()));
            assertThat(reasonsOfEvents("corp")).contains(Transition.REVISION_CHANGED);
        }
    }
}
