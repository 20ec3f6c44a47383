package dev.registrymirror.operator;

import static dev.registrymirror.mirrors.Fixtures.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec.State;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import dev.registrymirror.operator.fleet.ApiCluster;
import dev.registrymirror.operator.fleet.ClusterScenario;
import dev.registrymirror.operator.report.Conditions;
import dev.registrymirror.operator.watch.Watches;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;

/** The whole operator on a real API server; the test plays the agents. */
abstract class OperatorScenario extends ClusterScenario {
    static final Duration PATIENCE = Duration.ofMinutes(1);
    static final String PASSWORD = "s3cret-Pa55word";
    static final String WITH_SECRET = """
            mirrors: [{registry: docker.io, endpoints: ["https://harbor.corp:5000"]}]
            configs:
            - {host: "harbor.corp:5000", auth: {secretRef: {name: pull}}}
            """;
    private static final String BASIC_AUTH = "kubernetes.io/basic-auth";

    @AfterEach
    void clearReferencesAndEvents() {
        cluster.client.secrets().inNamespace(ApiCluster.NAMESPACE).delete();
        cluster.client
                .configMaps()
                .inNamespace(ApiCluster.NAMESPACE)
                .withName("corp-ca")
                .delete();
        cluster.client.events().v1().events().inNamespace("default").delete();
        cluster.client.leases().inNamespace(ApiCluster.NAMESPACE).delete();
    }

    static RunningProcess operator(String name) {
        return new RunningProcess(cluster.connect(), name);
    }

    static void join(int workers) {
        cluster.fleet(State.Active, "10m", 3);
        for (int i = 0; i < workers; i++) cluster.nodes.join("worker-" + i, Map.of());
    }

    static void apply(String name, String spec) {
        var mirror = Serialization.unmarshal("""
                apiVersion: registrymirror.dev/v1alpha1
                kind: RegistryMirror
                metadata: {name: %s}
                spec:
                %s
                """.formatted(name, spec.indent(2)), RegistryMirror.class);
        cluster.client.resource(mirror).fieldManager("user").forceConflicts().serverSideApply();
    }

    static void secret(String name, String password) {
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

    static void bundle(String pem) {
        var bundle = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("corp-ca")
                .withNamespace(ApiCluster.NAMESPACE)
                .endMetadata()
                .withData(Map.of("ca.crt", pem))
                .build();
        cluster.client.resource(bundle).forceConflicts().serverSideApply();
    }

    void stepUntilReady(String name) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            agents.step();
            return isReadyNow(name);
        });
    }

    /** As {@code kubectl wait} sees it: true, and derived from the current generation. */
    static boolean isReadyNow(String name) {
        RegistryMirror mirror = mirror(name);
        Condition ready = mirror.getStatus() == null
                ? null
                : Conditions.find(mirror.getStatus().conditions(), ConditionTypes.READY);
        if (ready == null || !"True".equals(ready.getStatus())) return false;
        if (!Objects.equals(ready.getObservedGeneration(), mirror.getMetadata().getGeneration())) return false;
        return Objects.equals(
                mirror.getStatus().observedGeneration(), mirror.getMetadata().getGeneration());
    }

    static void until(String name, Predicate<RegistryMirrorStatus> condition) {
        await().atMost(PATIENCE).until(() -> {
            RegistryMirrorStatus status = mirror(name).getStatus();
            return status != null && condition.test(status);
        });
    }

    static Predicate<RegistryMirrorStatus> has(String type, String reason) {
        return status -> {
            Condition condition = Conditions.find(status.conditions(), type);
            return condition != null && reason.equals(condition.getReason());
        };
    }

    static RegistryMirror mirror(String name) {
        return cluster.client.resources(RegistryMirror.class).withName(name).require();
    }

    static RegistryMirrorStatus status(String name) {
        return Objects.requireNonNull(mirror(name).getStatus());
    }

    static Condition condition(String name, String type) {
        return Objects.requireNonNull(Conditions.find(status(name).conditions(), type));
    }

    static List<String> reasonsOfEvents(String name) {
        return events(name).stream().map(Event::getReason).toList();
    }

    static List<Event> events(String name) {
        return cluster.client.events().v1().events().inNamespace("default").list().getItems().stream()
                .filter(event -> name.equals(event.getRegarding().getName()))
                .toList();
    }

    static List<String> revisionSecrets() {
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

    /** Statuses, orders and events hold no credential in clear. */
    static void assertNoSecretIsTold() {
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
}
