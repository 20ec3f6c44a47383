package dev.registrymirror.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec.State;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.operator.observe.Absences;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.Finding;
import dev.registrymirror.registries.findings.Findings;
import io.fabric8.kubernetes.api.model.Condition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a RegistryMirror's status says, and that it is so. */
class MirrorStatusIT extends OperatorScenario {
    @Test
    void a_mirror_becomes_ready_when_every_node_has_applied_it_and_the_status_says_how_far_it_is() {
        join(2);
        try (var operator = operator("a")) {
            apply("corp", WITH_SECRET);
            secret("pull", PASSWORD);

            until("corp", status -> status.nodes() != null && status.nodes().pending() == 2);
            assertThat(condition("corp", ConditionTypes.READY).getStatus()).isEqualTo("False");
            assertThat(condition("corp", ConditionTypes.RECONCILING).getStatus())
                    .isEqualTo("True");
            stepUntilReady("corp");

            assertThat(status("corp").updated()).isEqualTo("2/2");
            assertThat(Objects.requireNonNull(status("corp").revision())).matches("[0-9a-f]{32}");
            assertThat(agents.files.values()).allMatch(file -> file.contains(PASSWORD));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(reasonsOfEvents("corp")).contains(Reasons.ALL_NODES_UPDATED));
            assertThat(operator.page("/metrics").body())
                    .contains(
                            "registry_mirror_nodes{state=\"updated\"} 2.0", "registry_mirror_reconcile_seconds_count");
            assertThat(operator.page("/readyz").body()).contains("watches: ok", "reconciliations: ok");
            assertNoSecretIsTold();
        }
    }

    @Test
    void what_is_probably_a_mistake_is_told_in_the_words_that_the_nodes_file_gets_from_the_tool_and_stops_nothing() {
        join(1);
        try (var _ = operator("a")) {
            secret("pull", PASSWORD);
            apply("corp", WITH_SECRET.replace("host: \"harbor.corp:5000\"", "host: harbor.corp"));
            stepUntilReady("corp");

            String file = Objects.requireNonNull(agents.files.get("worker-0"));
            Finding finding = Findings.of(
                            file.getBytes(StandardCharsets.UTF_8),
                            CheckContext.of(NodeOptions.defaults(Distribution.RKE2), Instant.now()))
                    .findings()
                    .getFirst();
            String words = finding.message() + "; " + finding.remedy();
            Condition plausible = condition("corp", ConditionTypes.PLAUSIBLE);
            assertThat(plausible.getStatus() + " " + plausible.getReason()).isEqualTo("False " + finding.code());
            assertThat(plausible.getMessage()).contains("spec.configs[harbor.corp]: " + words);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(events("corp")).anySatisfy(event -> {
                        assertThat(event.getType() + " " + event.getReason()).isEqualTo("Warning " + finding.code());
                        assertThat(event.getNote()).isEqualTo("spec.configs[harbor.corp]: " + words);
                    }));
            assertNoSecretIsTold();
        }
    }

    @Test
    void a_node_that_is_to_follow_keeps_it_from_being_ready_until_it_has_been_away_for_the_grace_and_no_longer() {
        Duration left = Duration.ofSeconds(20);
        join(2);
        try (var _ = operator("a")) {
            apply("corp", "mirrors: [{registry: docker.io, endpoints: [https://one]}]");
            stepUntilReady("corp");
        }
        // What a new leader finds: a node that has been away for a while already.
        Instant since = Instant.now().minus(Absences.GRACE).plus(left).truncatedTo(ChronoUnit.SECONDS);
        cluster.nodes.awaySince("worker-1", since);
        apply("corp", "mirrors: [{registry: docker.io, endpoints: [https://two]}]");
        try (var _ = operator("b")) {
            await().atMost(PATIENCE).until(() -> {
                agents.step();
                boolean ready = isReadyNow("corp");
                assertThat(ready && Instant.now().isBefore(since.plus(Absences.GRACE)))
                        .as("ready while worker-1 may be back at any moment")
                        .isFalse();
                return ready;
            });
            assertThat(status("corp").updated()).isEqualTo("1/1");
            assertThat(condition("corp", ConditionTypes.READY).getMessage()).contains("worker-1");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.fleetStatus().conditions())
                            .anyMatch(one -> one.getType().equals(ConditionTypes.READY)
                                    && one.getStatus().equals("True")
                                    && one.getMessage().contains("worker-1")));
        }
    }

    @Test
    void ready_is_never_true_at_the_current_generation_while_a_node_runs_with_something_else() {
        join(3);
        try (var _ = operator("a")) {
            for (int round = 0; round < 3; round++) {
                String endpoint = "https://round-" + round;
                apply("corp", "mirrors: [{registry: docker.io, endpoints: [" + endpoint + "]}]");
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
                    boolean ready = isReadyNow("corp");
                    boolean all = cluster.objects().size() == 3
                            && agents.files.size() == 3
                            && agents.files.values().stream().allMatch(file -> file.contains(endpoint));
                    assertThat(!ready || all)
                            .as("ready means that all nodes have it")
                            .isTrue();
                    if (!ready) agents.step();
                    return ready;
                });
            }
        }
    }

    @Test
    void a_conflict_is_said_on_both_and_ends_when_one_of_them_goes() {
        join(1);
        try (var _ = operator("a")) {
            apply("corp", "mirrors: [{registry: docker.io, endpoints: [https://one]}]");
            stepUntilReady("corp");
            apply("other", "mirrors: [{registry: docker.io, endpoints: [https://two]}]");

            until("corp", has(ConditionTypes.ACCEPTED, Reasons.CONFLICT));
            until("other", has(ConditionTypes.ACCEPTED, Reasons.CONFLICT));
            assertThat(condition("corp", ConditionTypes.READY).getMessage()).contains("other", "docker.io");
            agents.step();
            assertThat(agents.files.values()).allMatch(file -> file.contains("https://one"));

            cluster.client.resources(RegistryMirror.class).withName("other").delete();
            until("corp", has(ConditionTypes.READY, Reasons.ALL_NODES_UPDATED));
        }
    }

    @Test
    void a_selector_that_selects_nothing_says_so_and_follows_a_label() {
        join(1);
        try (var _ = operator("a")) {
            apply(
                    "corp",
                    "nodeSelector: {matchLabels: {pool: gpu}}\nmirrors: [{registry: docker.io, endpoints: [https://one]}]");
            until("corp", has(ConditionTypes.READY, Reasons.NO_NODES_SELECTED));

            cluster.client.nodes().withName("worker-0").edit(node -> {
                node.getMetadata().setLabels(Map.of("pool", "gpu"));
                return node;
            });
            until("corp", has(ConditionTypes.READY, Reasons.AGENTS_MISSING));
            stepUntilReady("corp");
        }
    }

    @Test
    void without_a_fleet_it_says_so() {
        join(1);
        try (var _ = operator("a")) {
            apply("corp", "mirrors: [{registry: docker.io, endpoints: [https://one]}]");
            stepUntilReady("corp");

            cluster.client.resources(RegistryFleet.class).delete();
            until("corp", has(ConditionTypes.ACCEPTED, Reasons.FLEET_MISSING));
            cluster.fleet(State.Active, "10m", 3);
            until("corp", has(ConditionTypes.READY, Reasons.ALL_NODES_UPDATED));
        }
    }
}
