package dev.registrymirror.operator;

import static dev.registrymirror.operator.Fixtures.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec.State;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import dev.registrymirror.operator.OperatorConfig.LogLevel;
import dev.registrymirror.operator.fleet.Agents;
import dev.registrymirror.operator.fleet.ApiCluster;
import dev.registrymirror.operator.report.Conditions;
import dev.registrymirror.operator.report.Transition;
import dev.registrymirror.operator.revision.RevisionKeys;
import dev.registrymirror.operator.watch.Watches;
import dev.registrymirror.testbed.ApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole operator on a real API server; the test plays the agents. */
class OperatorIT {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String BASIC_AUTH = "kubernetes.io/basic-auth";
    private static final String PASSWORD = "s3cret-Pa55word";
    private static final String WITH_SECRET = """
            mirrors: [{registry: docker.io, endpoints: ["https://harbor.corp:5000"]}]
            configs:
            - {host: "harbor.corp:5000", auth: {secretRef: {name: pull}}}
            """;

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
    void playAgents() {
        agents = new Agents(cluster);
    }

    @AfterEach
    void clear() {
        cluster.clear();
        cluster.client.secrets().inNamespace(ApiCluster.NAMESPACE).delete();
        cluster.client
                .configMaps()
                .inNamespace(ApiCluster.NAMESPACE)
                .withName("corp-ca")
                .delete();
        cluster.client.events().v1().events().inNamespace("default").delete();
        cluster.client.leases().inNamespace(ApiCluster.NAMESPACE).delete();
    }

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
            assertThat(page(operator, "/metrics"))
                    .contains(
                            "registry_mirror_nodes{state=\"updated\"} 2.0", "registry_mirror_reconcile_seconds_count");
            assertThat(page(operator, "/readyz")).contains("watches: ok", "reconciliations: ok");
            assertNoSecretIsTold();
        }
    }

    @Test
    void a_secret_that_is_missing_is_said_and_heals_by_itself_when_it_comes() {
        join(1);
        try (var _ = operator("a")) {
            apply("corp", WITH_SECRET);

            until("corp", has(ConditionTypes.REFERENCES_RESOLVED, Reasons.NOT_FOUND));
            assertThat(condition("corp", ConditionTypes.READY).getMessage())
                    .contains("spec.configs[harbor.corp:5000].auth.secretRef", "Secret pull", "create it");
            assertThat(condition("corp", ConditionTypes.STALLED).getStatus()).isEqualTo("True");
            assertThat(cluster.objects()).allMatch(object -> object.getSpec().order() == null);

            secret("pull", PASSWORD + "\n");
            until("corp", has(ConditionTypes.REFERENCES_RESOLVED, Reasons.INVALID_CREDENTIALS));
            secret("pull", PASSWORD);
            stepUntilReady("corp");
            assertThat(reasonsOfEvents("corp"))
                    .contains(Reasons.NOT_FOUND, Reasons.INVALID_CREDENTIALS, Reasons.RESOLVED);
            assertNoSecretIsTold();
        }
    }

    @Test
    void a_rotated_secret_or_bundle_is_a_new_revision_by_itself_and_the_old_one_is_collected() {
        join(2);
        try (var _ = operator("a")) {
            secret("pull", "old-" + PASSWORD);
            bundle(pem("ca.crt"));
            apply("corp", WITH_SECRET + "- {host: other, tls: {caRef: {kind: ConfigMap, name: corp-ca}}}\n");
            stepUntilReady("corp");
            String first = status("corp").revision();
            long generation = mirror("corp").getMetadata().getGeneration();

            secret("pull", PASSWORD);
            until("corp", status -> !Objects.equals(first, status.revision()));
            assertThat(condition("corp", ConditionTypes.READY).getStatus()).isEqualTo("False");
            stepUntilReady("corp");
            String second = status("corp").revision();

            bundle(pem("ca.crt") + pem("client.crt"));
            until("corp", status -> !Objects.equals(second, status.revision()));
            stepUntilReady("corp");

            assertThat(mirror("corp").getMetadata().getGeneration()).isEqualTo(generation);
            assertThat(agents.files.values()).allMatch(file -> file.contains(PASSWORD) && !file.contains("old-"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(revisionSecrets())
                            .containsExactly("revision-" + status("corp").revision()));
            assertThat(reasonsOfEvents("corp")).contains(Transition.REVISION_CHANGED);
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

            cluster.client
                    .resources(dev.registrymirror.api.v1alpha1.RegistryFleet.class)
                    .delete();
            until("corp", has(ConditionTypes.ACCEPTED, Reasons.FLEET_MISSING));
            cluster.fleet(State.Active, "10m", 3);
            until("corp", has(ConditionTypes.READY, Reasons.ALL_NODES_UPDATED));
        }
    }

    @Test
    void nothing_is_written_while_nothing_changes() {
        join(2);
        try (var _ = operator("a")) {
            secret("pull", PASSWORD);
            apply("corp", WITH_SECRET);
            stepUntilReady("corp");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.held()).isEmpty());
            Map<String, String> before = versions();

            // Somebody else's Secret makes the operator look, and find nothing to do.
            await().pollInterval(Duration.ofMillis(200))
                    .during(Duration.ofSeconds(2))
                    .atMost(PATIENCE)
                    .until(() -> {
                        bundle(Long.toString(System.nanoTime()));
                        return versions().equals(before);
                    });
        }
    }

    @Test
    void another_operator_takes_over_when_the_leader_goes() {
        join(1);
        OperatorProcess leading = operator("a");
        await().atMost(PATIENCE).until(() -> "a".equals(leader()));
        try (var _ = operator("b")) {
            apply("corp", "mirrors: [{registry: docker.io, endpoints: [https://one]}]");
            stepUntilReady("corp");

            leading.close();
            // A lease that nobody gave back would have to run out first, which takes 15 seconds.
            await().atMost(Duration.ofSeconds(10)).until(() -> "b".equals(leader()));
            apply("corp", "mirrors: [{registry: docker.io, endpoints: [https://two]}]");
            stepUntilReady("corp");
            assertThat(agents.files.values()).allMatch(file -> file.contains("https://two"));
        }
    }

    @Test
    void a_lost_revision_key_is_made_anew_and_two_that_make_it_agree() {
        var one = new RevisionKeys(cluster.client, ApiCluster.NAMESPACE, new Nothing());
        var two = new RevisionKeys(cluster.client, ApiCluster.NAMESPACE, new Nothing());
        var keys = List.of(one, two, one, two).parallelStream()
                .map(RevisionKeys::obtain)
                .distinct()
                .toList();
        assertThat(keys).hasSize(1);

        cluster.client
                .secrets()
                .inNamespace(ApiCluster.NAMESPACE)
                .withName(RevisionKeys.NAME)
                .delete();
        assertThat(one.obtain()).isNotEqualTo(keys.getFirst()).isEqualTo(two.obtain());
    }

    /** A cache that has seen nothing yet. */
    private static final class Nothing implements dev.registrymirror.operator.resolve.References {
        @Override
        public io.fabric8.kubernetes.api.model.@Nullable Secret secret(String name) {
            return null;
        }

        @Override
        public io.fabric8.kubernetes.api.model.@Nullable ConfigMap configMap(String name) {
            return null;
        }
    }

    private static OperatorProcess operator(String name) {
        var election = LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("registry-mirror-operator")
                .withLeaseNamespace(ApiCluster.NAMESPACE)
                .withIdentity(name)
                .withExitOnStopLeading(false)
                .build();
        var config =
                new OperatorConfig(ApiCluster.NAMESPACE, "registry-mirror.local/agent:test", name, 0, LogLevel.Info);
        var operator = new OperatorProcess(config, cluster.connect(), election, Clock.systemUTC());
        operator.start();
        return operator;
    }

    private static void join(int workers) {
        cluster.fleet(State.Active, "10m", 3);
        for (int i = 0; i < workers; i++) cluster.join("worker-" + i, Map.of());
    }

    private static void apply(String name, String spec) {
        var mirror = Serialization.unmarshal("""
                apiVersion: registrymirror.dev/v1alpha1
                kind: RegistryMirror
                metadata: {name: %s}
                spec:
                %s
                """.formatted(name, spec.indent(2)), RegistryMirror.class);
        cluster.client.resource(mirror).fieldManager("user").forceConflicts().serverSideApply();
    }

    private static void secret(String name, String password) {
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(ApiCluster.NAMESPACE)
                .endMetadata()
                .withType(BASIC_AUTH)
                .withStringData(Map.of("username", "puller", "password", password))
                .build();
        cluster.client.resource(secret).forceConflicts().serverSideApply();
    }

    private static void bundle(String pem) {
        var bundle = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("corp-ca")
                .withNamespace(ApiCluster.NAMESPACE)
                .endMetadata()
                .withData(Map.of("ca.crt", pem))
                .build();
        cluster.client.resource(bundle).forceConflicts().serverSideApply();
    }

    private void stepUntilReady(String name) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            agents.step();
            return isReadyNow(name);
        });
    }

    /** As {@code kubectl wait} sees it: true, and derived from the current generation. */
    private static boolean isReadyNow(String name) {
        RegistryMirror mirror = mirror(name);
        Condition ready = mirror.getStatus() == null
                ? null
                : Conditions.find(mirror.getStatus().conditions(), ConditionTypes.READY);
        if (ready == null || !"True".equals(ready.getStatus())) return false;
        if (!Objects.equals(ready.getObservedGeneration(), mirror.getMetadata().getGeneration())) return false;
        return Objects.equals(
                mirror.getStatus().observedGeneration(), mirror.getMetadata().getGeneration());
    }

    private static void until(String name, Predicate<RegistryMirrorStatus> condition) {
        await().atMost(PATIENCE).until(() -> {
            RegistryMirrorStatus status = mirror(name).getStatus();
            return status != null && condition.test(status);
        });
    }

    private static Predicate<RegistryMirrorStatus> has(String type, String reason) {
        return status -> {
            Condition condition = Conditions.find(status.conditions(), type);
            return condition != null && reason.equals(condition.getReason());
        };
    }

    private static RegistryMirror mirror(String name) {
        return cluster.client.resources(RegistryMirror.class).withName(name).require();
    }

    private static RegistryMirrorStatus status(String name) {
        return Objects.requireNonNull(mirror(name).getStatus());
    }

    private static Condition condition(String name, String type) {
        return Objects.requireNonNull(Conditions.find(status(name).conditions(), type));
    }

    private static List<String> reasonsOfEvents(String name) {
        return cluster.client.events().v1().events().inNamespace("default").list().getItems().stream()
                .filter(event -> name.equals(event.getRegarding().getName()))
                .map(Event::getReason)
                .toList();
    }

    private static List<String> revisionSecrets() {
        return cluster
                .client
                .secrets()
                .inNamespace(ApiCluster.NAMESPACE)
                .withLabel(Watches.REVISION_LABEL)
                .list()
                .getItems()
                .stream()
                .map(secret -> secret.getMetadata().getName())
                .toList();
    }

    private static @Nullable String leader() {
        var lease = cluster.client
                .leases()
                .inNamespace(ApiCluster.NAMESPACE)
                .withName("registry-mirror-operator")
                .get();
        return lease == null ? null : lease.getSpec().getHolderIdentity();
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        cluster.objects()
                .forEach(object -> versions.put(
                        object.getMetadata().getName(), object.getMetadata().getResourceVersion()));
        cluster.client
                .resources(RegistryMirror.class)
                .list()
                .getItems()
                .forEach(mirror -> versions.put(
                        "mirror/" + mirror.getMetadata().getName(),
                        mirror.getMetadata().getResourceVersion()));
        versions.put(
                "fleet", Objects.requireNonNull(cluster.fleet()).getMetadata().getResourceVersion());
        versions.put(
                "slots", Objects.requireNonNull(cluster.slots()).getMetadata().getResourceVersion());
        versions.put("events", reasonsOfEvents("corp").toString());
        versions.put("revisions", revisionSecrets().toString());
        return versions;
    }

    /** Statuses, orders and events hold no credential in clear. */
    private static void assertNoSecretIsTold() {
        String told = Serialization.asYaml(
                        cluster.client.resources(RegistryMirror.class).list())
                + Serialization.asYaml(
                        cluster.client.resources(NodeRegistries.class).list())
                + Serialization.asYaml(cluster.client
                        .events()
                        .v1()
                        .events()
                        .inNamespace("default")
                        .list());
        assertThat(told).doesNotContain(PASSWORD);
    }

    private static String page(OperatorProcess operator, String path) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operator.port() + path))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
