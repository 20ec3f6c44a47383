package dev.registrymirror.api.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.registrymirror.testbed.ApiServer;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the API server refuses with these CRDs, and what it takes. */
class FixturesIT {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static KubernetesClient client;

    @BeforeAll
    static void installCrds() {
        client = Cluster.connect(API);
        Cluster.installCrds(client);
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @TestFactory
    Stream<DynamicContainer> whatCanNeverWorkIsRefusedNamingFieldAndRemedy() {
        return tests(Fixture.refused(), FixturesIT::assertRefused);
    }

    @TestFactory
    Stream<DynamicContainer> whatCanWorkIsAccepted() {
        return tests(
                Fixture.accepted(),
                (fixture, spec) -> assertThatCode(() -> Cluster.submit(client, fixture, spec))
                        .doesNotThrowAnyException());
    }

    private static void assertRefused(Fixture fixture, Map<String, Object> spec) {
        KubernetesClientException refusal =
                catchThrowableOfType(KubernetesClientException.class, () -> Cluster.submit(client, fixture, spec));

        assertThat(refusal).as("a refusal").isNotNull();
        List<StatusCause> causes = refusal.getStatus().getDetails().getCauses();
        assertThat(causes).as("one mistake, one error").hasSize(1);
        StatusCause cause = causes.getFirst();
        assertThat(cause.getField()).isEqualTo(fixture.field());
        assertThat(cause.getMessage()).contains(": " + fixture.message());
        assertThat(cause.getReason()).isEqualTo(fixture.reason());
        if (fixture.unquoted() != null) {
            assertThat(refusal.getMessage()).doesNotContain(fixture.unquoted());
        }
    }

    private static Stream<DynamicContainer> tests(
            List<Fixture> fixtures, BiConsumer<Fixture, Map<String, Object>> check) {
        return fixtures.stream()
                .map(fixture -> dynamicContainer(
                        fixture.file(),
                        fixture.cases().stream()
                                .map(one -> dynamicTest(one.title(), () -> check.accept(fixture, one.spec())))));
    }
}
