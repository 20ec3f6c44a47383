package dev.registrymirror.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The fleet's part of the operator on a real API server, with the agents played by the test. */
abstract class FleetScenario extends ClusterScenario {
    static final Duration PATIENCE = Duration.ofSeconds(90);
    static final Map<String, String> SERVER = Map.of("node-role.kubernetes.io/control-plane", "true");

    /** One that believes it to be later, so that what is new is not new to it. */
    static RunningOperator operatorLater(Duration later) {
        return new RunningOperator(cluster.connect(), Clock.offset(Clock.systemUTC(), later));
    }

    static RunningOperator operator() {
        return new RunningOperator(cluster.connect());
    }

    void stepUntil(Predicate<List<NodeRegistries>> reached) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            agents.step();
            List<NodeRegistries> objects = cluster.objects();
            assertThat(reached.test(objects)).as("%s", objects).isTrue();
        });
    }

    /** Every node's agent has made contact. */
    static Predicate<List<NodeRegistries>> allReported(int nodes) {
        return objects -> objects.size() == nodes
                && objects.stream()
                        .allMatch(object ->
                                object.getStatus() != null && object.getStatus().agent() != null);
    }

    /** Every node has carried out the order that it has now; what it applied before does not count. */
    static Predicate<List<NodeRegistries>> allApplied(int nodes) {
        return objects -> objects.size() == nodes && objects.stream().allMatch(FleetScenario::hasApplied);
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

    /** Steps until worker-0, the only one, has an order; nobody has claimed it. */
    void stepUntilOrdered() {
        stepUntil(allReported(1));
        cluster.mirror("https://one.example");
        await().atMost(PATIENCE).until(() -> cluster.order("worker-0").isPresent());
    }

    void joinWorkers(int count) {
        IntStream.range(0, count).forEach(i -> cluster.nodes.join("worker-" + i, Map.of()));
    }
}
