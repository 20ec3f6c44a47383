package dev.registrymirror.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec.State;
import dev.registrymirror.api.v1alpha1.RegistryFleetStatus;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import dev.registrymirror.operator.fleet.ApiCluster;
import dev.registrymirror.operator.fleet.ClusterScenario;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What wakes the reconcilers, and what must not: a status that is written wakes nobody to write another. */
class WakingIT extends ClusterScenario {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AtomicInteger told = new AtomicInteger();
    private Watches watches;

    @BeforeEach
    void lookAtAQuietCluster() {
        cluster.fleet(State.Active, "10m", 1);
        cluster.mirror("https://one.example");
        cluster.nodes.join("worker-0", Map.of());
        watches = new Watches(cluster.client, ApiCluster.NAMESPACE);
        watches.onChange(told::incrementAndGet);
        watches.start().join();
        // What was listed is told of in the background.
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            int before = told.getAndSet(0);
            return before == 0;
        });
    }

    @AfterEach
    void stop() {
        watches.close();
    }

    @Test
    void statusesAndWhatNobodyReadsWakeNobodyAndKeepTheVersion() {
        long version = watches.version();

        var mirror =
                cluster.client.resources(RegistryMirror.class).withName("corp").require();
        mirror.setStatus(new RegistryMirrorStatus(1L, List.of(), null, null, "0/1"));
        String mirrorVersion =
                cluster.client.resource(mirror).updateStatus().getMetadata().getResourceVersion();
        var fleet = cluster.client
                .resources(RegistryFleet.class)
                .withName(RegistryFleet.NAME)
                .require();
        fleet.setStatus(new RegistryFleetStatus(1L, List.of(), null, List.of()));
        cluster.client.resource(fleet).updateStatus();
        cluster.client
                .pods()
                .inNamespace(ApiCluster.NAMESPACE)
                .withName("agent-worker-0")
                .editStatus(pod -> new PodBuilder(pod)
                        .editStatus()
                        .withPhase("Running")
                        .withHostIP("10.0.0.1")
                        .endStatus()
                        .build());
        cluster.nodes.heartbeat("worker-0", true, "2026-01-01T00:00:10Z");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(watches.mirrors())
                        .extracting(shown -> shown.getMetadata().getResourceVersion())
                        .containsExactly(mirrorVersion));
        await().during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told).hasValue(0));
        assertThat(watches.version()).isEqualTo(version);
    }

    @Test
    void aSpecANodeThatIsNotReadyAndAPodThatIsNotReadyWake() {
        cluster.mirror("https://two.example");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told).hasPositiveValue());

        told.set(0);
        cluster.nodes.setReady("worker-0", false);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told).hasPositiveValue());

        told.set(0);
        cluster.client
                .pods()
                .inNamespace(ApiCluster.NAMESPACE)
                .withName("agent-worker-0")
                .editStatus(pod -> new PodBuilder(pod)
                        .editStatus()
                        .withConditions(List.of())
                        .endStatus()
                        .build());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told).hasPositiveValue());
    }
}
