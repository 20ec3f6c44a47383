package dev.registrymirror.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec.State;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The fleet and the nodes' objects, and what is not written. */
class FleetObjectsIT extends FleetScenario {
    @Test
    void aFleetIsMadeWithDefaultsWhereThereIsNoneAndNeverOverwritten() {
        new DefaultFleet(cluster.client).ensure();
        assertThat(Objects.requireNonNull(cluster.fleet()).getSpec()).isEqualTo(RegistryFleetSpec.DEFAULT);

        RegistryFleet mine = cluster.fleet(State.Active, "1h", 7);
        new DefaultFleet(cluster.client).ensure();

        assertThat(Objects.requireNonNull(cluster.fleet()).getMetadata().getResourceVersion())
                .isEqualTo(mine.getMetadata().getResourceVersion());
    }

    @Test
    void everyNodeGetsAnObjectThatItsNodeOwns() {
        cluster.fleet(State.Active, "10m", 1);
        try (var _ = operator()) {
            var node = cluster.nodes.join("worker-0", Map.of());

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.object("worker-0")).isNotNull());

            NodeRegistries object = Objects.requireNonNull(cluster.object("worker-0"));
            assertThat(object.getSpec().nodeUID()).isEqualTo(node.getMetadata().getUid());
            assertThat(object.getMetadata().getOwnerReferences())
                    .singleElement()
                    .satisfies(owner -> {
                        assertThat(owner.getKind()).isEqualTo("Node");
                        assertThat(owner.getUid()).isEqualTo(node.getMetadata().getUid());
                    });
            assertThat(object.getSpec().order()).isNull();
        }
    }

    @Test
    void aNodeThatJoinsAgainGetsANewObject() {
        cluster.fleet(State.Active, "10m", 1);
        cluster.mirror("https://one.example");
        try (var _ = operator()) {
            joinWorkers(2);
            stepUntil(allApplied(2));
            cluster.nodes.leave("worker-0");
            String uid = cluster.nodes.join("worker-0", Map.of()).getMetadata().getUid();

            stepUntil(objects -> allApplied(2).test(objects)
                    && objects.stream()
                            .map(object -> object.getSpec().nodeUID())
                            .anyMatch(uid::equals));
        }
    }

    @Test
    void aNewKeyGetsANewSealUnderANewSequence() {
        cluster.fleet(State.Active, "10m", 1);
        joinWorkers(1);
        try (var _ = operator()) {
            stepUntilOrdered();
            long first = cluster.order("worker-0").orElseThrow().sequence();

            agents.newKey("worker-0");
            agents.step();
            await().atMost(PATIENCE)
                    .until(() -> cluster.order("worker-0").orElseThrow().sequence() > first);
            stepUntil(allApplied(1));
            assertThat(agents.files).containsKey("worker-0");
        }
    }

    @Test
    void nothingIsWrittenWhileNothingChanges() {
        cluster.fleet(State.Active, "10m", 3);
        cluster.mirror("https://one.example");
        joinWorkers(3);
        try (var _ = operator()) {
            stepUntil(allApplied(3));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.held()).isEmpty());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.updated()).isEqualTo(3));
            Map<String, String> before = versions();
            var beats = new AtomicInteger();
            // A label is no heartbeat: it makes the operator look, and find nothing to do.
            await().pollInterval(Duration.ofMillis(200))
                    .during(Duration.ofSeconds(3))
                    .atMost(PATIENCE)
                    .until(() -> {
                        int beat = beats.incrementAndGet();
                        cluster.nodes.heartbeat("worker-0", true, "2026-01-01T00:00:%02dZ".formatted(beat % 60));
                        cluster.client.nodes().withName("worker-1").edit(node -> {
                            node.getMetadata().setLabels(Map.of("beat", "b" + beat));
                            return node;
                        });
                        return versions().equals(before);
                    });
        }
        // The next process finds everything as it should be, too.
        Map<String, String> before = versions();
        try (var again = operator()) {
            await().atMost(PATIENCE).until(again.watches::synced);
            await().during(Duration.ofSeconds(3))
                    .atMost(PATIENCE)
                    .until(() -> versions().equals(before));
        }
    }

    private static Map<String, String> versions() {
        var versions = new TreeMap<String, String>();
        cluster.objects()
                .forEach(object -> versions.put(
                        object.getMetadata().getName(), object.getMetadata().getResourceVersion()));
        versions.put(
                "/fleet", Objects.requireNonNull(cluster.fleet()).getMetadata().getResourceVersion());
        versions.put(
                "/slots", Objects.requireNonNull(cluster.slots()).getMetadata().getResourceVersion());
        versions.put(
                "/agent",
                Objects.requireNonNull(cluster.daemonSet()).getMetadata().getResourceVersion());
        return versions;
    }
}
