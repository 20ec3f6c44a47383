package dev.registrymirror.operator;

import static dev.registrymirror.operator.mock.MockApi.path;
import static dev.registrymirror.operator.mock.MockApi.request;
import static dev.registrymirror.operator.mock.MockApi.watch;
import static dev.registrymirror.operator.mock.MockApi.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec.State;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.operator.fleet.Agents;
import dev.registrymirror.operator.fleet.ApiCluster;
import dev.registrymirror.operator.mock.Fault;
import dev.registrymirror.operator.mock.MockApi;
import dev.registrymirror.operator.report.Conditions;
import dev.registrymirror.operator.watch.Watches;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole operator on an API server that errs; the test plays the agents. */
class OperatorFaultsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String SLOTS = "/api/v1/namespaces/" + ApiCluster.NAMESPACE + "/configmaps/" + Watches.SLOTS;

    private final MockApi api = new MockApi();
    private final ApiCluster cluster = new ApiCluster(api::bystander);
    private final Agents agents = new Agents(cluster);

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    private RunningProcess operator() {
        return new RunningProcess(api.connect(), "a");
    }

    private void join(int workers) {
        cluster.fleet(State.Active, "10m", 1);
        for (int i = 0; i < workers; i++) cluster.nodes.join("worker-" + i, Map.of());
    }

    private void stepUntilAllHave(String endpoint, int nodes) {
        stepUntilAllHave(endpoint, nodes, () -> {});
    }

    private void stepUntilAllHave(String endpoint, int nodes, Runnable meanwhile) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
            meanwhile.run();
            agents.step();
            assertThat(agents.files).hasSize(nodes);
            assertThat(agents.files.values()).allMatch(file -> file.contains(endpoint));
            assertThat(isReady()).isTrue();
            assertThat(cluster.held()).isEmpty();
        });
        assertThat(agents.mostAtOnce).isEqualTo(1);
    }

    private boolean isReady() {
        var mirror =
                cluster.client.resources(RegistryMirror.class).withName("corp").require();
        var ready = mirror.getStatus() == null
                ? null
                : Conditions.find(mirror.getStatus().conditions(), ConditionTypes.READY);
        return ready != null && ready.getStatus().equals("True");
    }

    @Test
    void whatever_request_fails_in_whatever_way_costs_time_and_no_second_order() {
        join(3);
        cluster.mirror("https://one.example");
        var random = new Random(7);
        api.fail(Integer.MAX_VALUE, write().and(_ -> random.nextInt(4) == 0), Fault.loseTheAnswer());
        for (int code : new int[] {429, 500, 503}) {
            api.fail(Integer.MAX_VALUE, watch().negate().and(_ -> random.nextInt(10) == 0), Fault.refuse(code));
        }
        try (var _ = operator()) {
            stepUntilAllHave("https://one.example", 3);
            assertThat(cluster.objects())
                    .as("made, then ordered: two generations")
                    .allMatch(object -> object.getMetadata().getGeneration() == 2);
            assertThat(api.answered()).anyMatch(line -> line.endsWith("429")).anyMatch(line -> line.endsWith("500"));
            api.heal();
        }
    }

    @Test
    void a_rollout_that_cannot_be_written_for_long_is_said_and_goes_on_by_itself() {
        join(1);
        cluster.mirror("https://one.example");
        api.fail(Integer.MAX_VALUE, write().and(path("/configmaps")), Fault.refuse(503));
        try (var operator = operator()) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                agents.step();
                assertThat(operator.page("/readyz").body()).contains("reconciliations: RegistryFleet/fleet has failed");
            });
            assertThat(operator.page("/readyz").statusCode()).isEqualTo(503);
            assertThat(operator.page("/healthz").statusCode()).isEqualTo(200);
            assertThat(cluster.objects()).allMatch(object -> object.getSpec().order() == null);

            api.heal();
            stepUntilAllHave("https://one.example", 1);
            assertThat(operator.page("/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoever_is_second_at_the_slots_grants_nothing_and_plans_anew() {
        join(2);
        cluster.slots(1);
        try (var _ = operator()) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                agents.step();
                assertThat(cluster.objects()).hasSize(2).allMatch(object -> object.getStatus() != null);
            });
            awaitQuiet();
            // Between reading and writing: just before the write would be too late for one that reads again to be sure.
            api.fail(
                    1,
                    request("GET", SLOTS),
                    Fault.before(
                            () -> api.edit(SLOTS, map -> map.withObject("/data").put("nextSequence", "50"))));
            cluster.mirror("https://one.example");
            stepUntilAllHave("https://one.example", 2);
        }
        assertThat(api.answered()).contains("PUT " + SLOTS + " 409");
        assertThat(sequence("worker-0")).isEqualTo(50);
        assertThat(sequence("worker-1")).isEqualTo(51);
    }

    /** Until no pass has looked at the slots for longer than one may be held back. */
    private void awaitQuiet() {
        var before = new AtomicLong(-1);
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> {
            long looks = api.answered().stream()
                    .filter(line -> line.startsWith("GET " + SLOTS))
                    .count();
            return before.getAndSet(looks) == looks;
        });
    }

    private long sequence(String node) {
        return cluster.order(node).orElseThrow().sequence();
    }

    @Test
    void watches_that_end_or_cannot_be_resumed_cost_time_and_are_said_while_they_are_away() {
        join(2);
        cluster.mirror("https://one.example");
        try (var operator = operator()) {
            var steps = new AtomicInteger();
            stepUntilAllHave("https://one.example", 2, () -> {
                switch (steps.incrementAndGet() % 10) {
                    case 4 -> api.closeWatches();
                    case 9 -> api.compact();
                    default -> {}
                }
            });

            api.fail(Integer.MAX_VALUE, watch(), Fault.refuse(503));
            await().atMost(PATIENCE).untilAsserted(() -> {
                // One that was just being opened when the others were closed was not closed with them.
                api.closeWatches();
                assertThat(operator.page("/readyz").body())
                        .contains("not watching", "RegistryMirror", "NodeRegistries", "Secret");
            });
            assertThat(operator.page("/readyz").statusCode()).isEqualTo(503);
            assertThat(operator.page("/healthz").statusCode()).isEqualTo(200);
            cluster.mirror("https://two.example");

            api.heal();
            stepUntilAllHave("https://two.example", 2);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(operator.page("/readyz").statusCode()).isEqualTo(200));
        }
    }
}
