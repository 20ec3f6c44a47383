package dev.registrymirror.operator.assess;

import static dev.registrymirror.operator.mock.MockApi.path;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.mirrors.resolve.FakeReferences;
import dev.registrymirror.operator.mock.Fault;
import dev.registrymirror.operator.mock.MockApi;
import dev.registrymirror.operator.revision.RevisionKeys;
import dev.registrymirror.operator.watch.Observation;
import dev.registrymirror.operator.watch.Watches;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AssessorTest {
    @Test
    void metricsAreNotKeptWaitingByAnApiServerThatDoesNotLetTheKeyBeRead() {
        try (var api = new MockApi();
                var client = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder(api.operator())
                                .withRequestRetryBackoffInterval(1_000)
                                .build())
                        .build();
                var watches = new Watches(client, "system")) {
            var assessor = new Assessor(
                    watches,
                    new Observation(Clock.systemUTC()),
                    new RevisionKeys(client, "system", new FakeReferences()));
            api.fail(Integer.MAX_VALUE, path("/secrets"), Fault.refuse(503));
            var current = CompletableFuture.supplyAsync(assessor::current, Thread::startVirtualThread);
            await().atMost(Duration.ofMinutes(1)).until(() -> !api.answered().isEmpty());

            // The client tries ten times, for more than two minutes.
            assertThat(CompletableFuture.supplyAsync(assessor::latest, Thread::startVirtualThread))
                    .succeedsWithin(30, SECONDS)
                    .isNull();

            assertThat(current).isNotDone();
            api.heal();
            assertThat(current).succeedsWithin(120, SECONDS).isEqualTo(assessor.latest());
        }
    }
}
