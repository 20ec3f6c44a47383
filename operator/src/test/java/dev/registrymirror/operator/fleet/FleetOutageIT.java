package dev.registrymirror.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec.State;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Operators that die, that are two, and that lose API or connections in the middle of a rollout. */
class FleetOutageIT extends FleetScenario {
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
            stepUntil(allReported(3));
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
        IntStream.range(0, 3).forEach(i -> cluster.nodes.join("server-" + i, SERVER));
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
    void aCrdThatIsDeletedTakesNoFileFromAnyNodeAndEverythingGoesOnWhenItIsBack() {
        cluster.fleet(State.Active, "0s", 1);
        cluster.mirror("https://one.example");
        joinWorkers(2);
        try (var _ = operator()) {
            stepUntil(allApplied(2));
            cluster.crds.delete("registrymirrors");

            nothingIsAskedFor(Duration.ofSeconds(3));
            // The fleet would not wait for the RegistryMirrors, but the API is new.
            cluster.crds.install();
            nothingIsAskedFor(Duration.ofSeconds(3));
            // Perhaps not all of them are back.
            cluster.mirror("https://two.example");
            nothingIsAskedFor(Duration.ofSeconds(3));
        }
        try (var _ = operatorLater(Duration.ofMinutes(11))) {
            stepUntil(objects -> agents.files.values().stream().allMatch(file -> file.contains("two.example"))
                    && allApplied(2).test(objects));
        }
    }

    private void nothingIsAskedFor(Duration time) {
        List<Long> before = sequences();
        await().during(time).atMost(PATIENCE).until(() -> sequences().equals(before));
    }

    private List<Long> sequences() {
        return cluster.objects().stream()
                .map(object -> Objects.requireNonNull(object.getSpec().order()).sequence())
                .toList();
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
            cluster.crds.delete("registrymirrors");
            cluster.crds.delete("registryfleets");
            cluster.crds.delete("noderegistries");

            cluster.crds.install();
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
