package dev.registrymirror.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec.State;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.testbed.ApiServer;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The fleet against a real API server, with the agents played by the test. */
class FleetIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Map<String, String> SERVER = Map.of("node-role.kubernetes.io/control-plane", "true");

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static ApiCluster cluster;
    private Agents agents;

    @BeforeAll
    static void connect() {
        cluster = new ApiCluster(API);
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
    }

    @BeforeEach
    void begin() {
        agents = new Agents(cluster);
    }

    @AfterEach
    void clear() {
        cluster.clear();
    }

    private static RunningOperator operator() {
        return new RunningOperator(cluster.connect());
    }

    private void stepUntil(Predicate<List<NodeRegistries>> reached) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            agents.step();
            List<NodeRegistries> objects = cluster.objects();
            assertThat(reached.test(objects)).as("%s", objects).isTrue();
        });
    }

    /** Every node has carried out the order that it has now; what it applied before does not count. */
    private static Predicate<List<NodeRegistries>> allApplied(int nodes) {
        return objects -> objects.size() == nodes && objects.stream().allMatch(FleetIT::hasApplied);
    }

    private static boolean hasApplied(NodeRegistries object) {
        var order = object.getSpec().order();
        var status = object.getStatus();
        return order != null
                && status != null
                && status.phase() == Phase.Applied
                && status.applied() != null
                && status.applied().sequence() == order.sequence();
    }

    private void joinWorkers(int count) {
        IntStream.range(0, count).forEach(i -> cluster.join("worker-" + i, Map.of()));
    }

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
            var node = cluster.join("worker-0", Map.of());

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
            cluster.leave("worker-0");
            String uid = cluster.join("worker-0", Map.of()).getMetadata().getUid();

            stepUntil(objects -> allApplied(2).test(objects)
                    && objects.stream()
                            .map(object -> object.getSpec().nodeUID())
                            .anyMatch(uid::equals));
        }
    }

    @Test
    void nodesFollowWithinMaxUnavailableServersOneAtATimeAndEachIsWrittenOnce() {
        cluster.fleet(State.Active, "10m", 3);
        cluster.mirror("https://one.example");
        IntStream.range(0, 3).forEach(i -> cluster.join("server-" + i, SERVER));
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
        cluster.setReady("worker-1", false);
        try (var _ = operator()) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                agents.step();
                assertThat(cluster.fleetStatus().waiting())
                        .extracting(waiting -> waiting.reason() + waiting.examples())
                        .containsExactly("MaxUnavailable[worker-0, worker-2]", "NodeNotReady[worker-1]");
            });
            assertThat(cluster.objects()).allMatch(object -> object.getSpec().order() == null);

            cluster.setReady("worker-1", true);
            stepUntil(allApplied(3));
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
                        cluster.heartbeat("worker-0", true, "2026-01-01T00:00:%02dZ".formatted(beat % 60));
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

    @Test
    void anOperatorThatDiesBetweenSlotAndOrderIsFollowedByOneThatReissues() {
        cluster.fleet(State.Active, "10m", 1);
        joinWorkers(3);
        var died = new AtomicBoolean();
        var deadly = new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                boolean order = request.method().equals("PUT")
                        && request.uri().getPath().contains("/noderegistries/");
                if (order) {
                    died.set(true);
                    throw new IllegalStateException("the process dies here");
                }
            }
        };
        try (var _ = new RunningOperator(cluster.connect(deadly))) {
            stepUntil(objects -> objects.size() == 3
                    && objects.stream()
                            .allMatch(object -> object.getStatus() != null
                                    && object.getStatus().agent() != null));
            cluster.mirror("https://one.example");
            await().atMost(PATIENCE).untilTrue(died);
        }
        assertThat(cluster.held()).startsWith("worker-0 ");
        assertThat(cluster.objects()).allMatch(object -> object.getSpec().order() == null);

        try (var _ = operator()) {
            stepUntil(allApplied(3));
            assertThat(agents.mostAtOnce).isEqualTo(1);
        }
    }

    @Test
    void twoOperatorsAtOnceGrantNoMoreThanOne() {
        cluster.fleet(State.Active, "10m", 2);
        cluster.mirror("https://one.example");
        joinWorkers(5);
        IntStream.range(0, 3).forEach(i -> cluster.join("server-" + i, SERVER));
        agents.servers.addAll(List.of("server-0", "server-1", "server-2"));
        try (var _ = operator();
                var _ = operator()) {
            stepUntil(allApplied(8));
            cluster.mirror("https://two.example");
            stepUntil(objects -> agents.files.values().stream().allMatch(file -> file.contains("two.example"))
                    && allApplied(8).test(objects));
        }
        assertThat(agents.mostAtOnce).isLessThanOrEqualTo(2);
        assertThat(agents.mostServersAtOnce).isEqualTo(1);
    }

    @Test
    void anOrderThatNobodyClaimedIsWithdrawnWhenTheMirrorIsGoneAndTheSlotIsFreeAgain() {
        cluster.fleet(State.Active, "10m", 1);
        joinWorkers(1);
        try (var _ = operator()) {
            stepUntil(objects -> objects.size() == 1
                    && objects.getFirst().getStatus() != null
                    && objects.getFirst().getStatus().agent() != null);
            cluster.mirror("https://one.example");
            await().atMost(PATIENCE).until(() -> cluster.order("worker-0").isPresent());

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
    void aNewKeyGetsANewSealUnderANewSequence() {
        cluster.fleet(State.Active, "10m", 1);
        joinWorkers(1);
        try (var _ = operator()) {
            stepUntil(objects -> objects.size() == 1
                    && objects.getFirst().getStatus() != null
                    && objects.getFirst().getStatus().agent() != null);
            cluster.mirror("https://one.example");
            await().atMost(PATIENCE).until(() -> cluster.order("worker-0").isPresent());
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

    @Test
    void aCrdThatIsDeletedTakesNoFileFromAnyNodeAndEverythingGoesOnWhenItIsBack() {
        cluster.fleet(State.Active, "0s", 1);
        cluster.mirror("https://one.example");
        joinWorkers(2);
        try (var _ = operator()) {
            stepUntil(allApplied(2));
            cluster.deleteCrd("registrymirrors");

            await().during(Duration.ofSeconds(3))
                    .atMost(PATIENCE)
                    .until(() -> cluster.objects().stream()
                            .allMatch(object ->
                                    Objects.requireNonNull(object.getSpec().order())
                                                    .action()
                                            == Action.Apply));
            // The fleet is long-suffering while the API is new.
            cluster.fleet(State.Active, "10m", 1);
            cluster.installCrds();
            cluster.mirror("https://two.example");

            stepUntil(objects -> agents.files.values().stream().allMatch(file -> file.contains("two.example"))
                    && allApplied(2).test(objects));
        }
    }

    @Test
    void aFleetThatIsDeletedLeavesNodesAloneAndPlanningGoesOnWhenItIsBack() {
        cluster.fleet(State.Active, "0s", 1);
        cluster.mirror("https://one.example");
        joinWorkers(2);
        try (var _ = operator()) {
            stepUntil(allApplied(2));
            cluster.client.resources(RegistryFleet.class).delete();
            cluster.mirror("https://two.example");
            await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> {
                agents.step();
                return agents.files.values().stream().allMatch(file -> file.contains("one.example"));
            });

            cluster.fleet(State.Active, "0s", 1);

            stepUntil(_ -> agents.files.values().stream().allMatch(file -> file.contains("two.example")));
        }
    }

    @Test
    void theWholeApiDeletedUnderARunningOperatorIsSurvived() {
        cluster.fleet(State.Active, "0s", 1);
        cluster.mirror("https://one.example");
        joinWorkers(1);
        try (var _ = operator()) {
            stepUntil(allApplied(1));
            cluster.deleteCrd("registrymirrors");
            cluster.deleteCrd("registryfleets");
            cluster.deleteCrd("noderegistries");

            cluster.installCrds();
            cluster.fleet(State.Active, "0s", 1);
            cluster.mirror("https://three.example");

            stepUntil(objects -> agents.files.values().stream().allMatch(file -> file.contains("three.example"))
                    && allApplied(1).test(objects));
        }
    }

    @Test
    void connectionsThatAreCutInTheMiddleOfARolloutCostNothingButTime() {
        cluster.fleet(State.Active, "10m", 1);
        cluster.mirror("https://one.example");
        joinWorkers(4);
        try (var proxy = cluster.proxy();
                var _ = new RunningOperator(cluster.connect(proxy))) {
            var steps = new AtomicInteger();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
                if (steps.incrementAndGet() % 10 == 0) proxy.cut();
                agents.step();
                return allApplied(4).test(cluster.objects());
            });
            assertThat(proxy.cuts).hasPositiveValue();
            assertThat(agents.mostAtOnce).isEqualTo(1);
        }
    }
}
