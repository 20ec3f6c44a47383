package dev.registrymirror.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec.State;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.operator.observe.AgentFacts;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How nodes follow, and go back. */
class FleetRolloutIT extends FleetScenario {
    @Test
    void nodesFollowWithinMaxUnavailableServersOneAtATimeAndEachIsWrittenOnce() {
        cluster.fleet(State.Active, "10m", 3);
        cluster.mirror("https://one.example");
        IntStream.range(0, 3).forEach(i -> cluster.nodes.join("server-" + i, SERVER));
        agents.servers.addAll(List.of("server-0", "server-1", "server-2"));
        joinWorkers(6);
        try (var _ = operator()) {
            stepUntil(allApplied(9));

            assertThat(agents.mostAtOnce).isBetween(2, 3);
            assertThat(agents.mostServersAtOnce).isEqualTo(1);
            assertThat(agents.files).hasSize(9);
            assertThat(agents.files.values()).allMatch(file -> file.contains("https://one.example"));
            assertThat(cluster.objects())
                    .as("made, then ordered: two generations")
                    .allMatch(object -> object.getMetadata().getGeneration() == 2);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.fleetStatus()).satisfies(status -> {
                        assertThat(cluster.updated()).isEqualTo(9);
                        assertThat(status.waiting()).isEmpty();
                        assertThat(status.conditions())
                                .anyMatch(condition -> condition.getType().equals("Ready")
                                        && condition.getStatus().equals("True"));
                    }));
        }
    }

    @Test
    void aNodeThatIsDownCountsAndTheStatusSaysWhyOthersWait() {
        cluster.fleet(State.Active, "10m", 1);
        cluster.mirror("https://one.example");
        joinWorkers(3);
        cluster.nodes.setReady("worker-1", false);
        try (var _ = operator()) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                agents.step();
                assertThat(cluster.fleetStatus().waiting())
                        .extracting(waiting -> waiting.reason() + waiting.examples())
                        .containsExactly("MaxUnavailable[worker-0, worker-2]", "NodeNotReady[worker-1]");
            });
            assertThat(cluster.objects()).allMatch(object -> object.getSpec().order() == null);

            cluster.nodes.setReady("worker-1", true);
            stepUntil(allApplied(3));
        }
    }

    @Test
    void anOrderThatNobodyClaimedIsWithdrawnWhenTheMirrorIsGoneAndTheSlotIsFreeAgain() {
        cluster.fleet(State.Active, "10m", 1);
        joinWorkers(1);
        try (var _ = operator()) {
            stepUntilOrdered();

            cluster.client.resources(RegistryMirror.class).delete();

            await().atMost(PATIENCE).untilAsserted(() -> {
                NodeRegistries object = Objects.requireNonNull(cluster.object("worker-0"));
                assertThat(object.getSpec().order()).isNull();
                assertThat(object.getMetadata().getAnnotations()).containsKey(AgentFacts.WITHDRAWN);
                assertThat(cluster.held()).isEmpty();
            });
        }
    }

    @Test
    void nodesThatNobodySelectsGetTheirFormerFileAfterTheDelay() {
        cluster.fleet(State.Active, "2s", 1);
        cluster.mirror("https://one.example");
        joinWorkers(2);
        try (var _ = operator()) {
            stepUntil(allApplied(2));
            cluster.client.resources(RegistryMirror.class).delete();

            stepUntil(objects -> objects.stream()
                    .allMatch(object ->
                            Objects.requireNonNull(object.getSpec().order()).action() == Action.Restore
                                    && allApplied(2).test(objects)));
            assertThat(agents.files).isEmpty();
            assertThat(agents.mostAtOnce).isEqualTo(1);
        }
    }
}
