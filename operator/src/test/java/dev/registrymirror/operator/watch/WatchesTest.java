package dev.registrymirror.operator.watch;

import static dev.registrymirror.operator.mock.MockApi.path;
import static dev.registrymirror.operator.mock.MockApi.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.operator.fleet.ApiCluster;
import dev.registrymirror.operator.fleet.CuttingProxy;
import dev.registrymirror.operator.mock.Fault;
import dev.registrymirror.operator.mock.MockApi;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String EVERY_KIND =
            "not watching RegistryMirror, RegistryFleet, NodeRegistries, Node, Pod, Secret, ConfigMap, Namespace, CustomResourceDefinition";

    private final MockApi api = new MockApi();
    private final CuttingProxy proxy = new CuttingProxy("127.0.0.1", api.port());
    private final ApiCluster cluster = new ApiCluster(api::bystander);
    private final KubernetesClient client = throughProxy();
    private final Watches watches = new Watches(client, ApiCluster.NAMESPACE);
    private final AtomicInteger told = new AtomicInteger();

    private KubernetesClient throughProxy() {
        Config config = api.operator();
        config.setMasterUrl("http://127.0.0.1:" + proxy.port());
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @BeforeEach
    void watchANode() {
        cluster.nodes.join("before", Map.of());
        watches.onChange(told::incrementAndGet);
        watches.start().join();
        awaitWell();
        assertThat(watches.nodes()).hasSize(1);
    }

    @AfterEach
    void close() {
        watches.close();
        client.close();
        cluster.close();
        proxy.close();
        api.close();
    }

    private void awaitWell() {
        await().atMost(PATIENCE).until(() -> watches.problem().isEmpty());
    }

    private void awaitNodes(String... names) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(watches.nodes())
                        .extracting(node -> node.getMetadata().getName())
                        .containsExactlyInAnyOrder(names));
        awaitWell();
    }

    private void join(String name) {
        cluster.client
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    /** Nothing can be watched, and everybody is told so. */
    private void blind(Fault fault) {
        api.fail(Integer.MAX_VALUE, watch(), fault);
        api.closeWatches();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(watches.problem()).contains(EVERY_KIND));
        assertThat(watches.dead()).isEmpty();
        assertThat(watches.synced()).isTrue();
    }

    @Test
    void whatChangedWhileAWatchWasClosedIsSeenAndTold() {
        blind(Fault.refuse(503));
        join("meanwhile");
        long version = watches.version();
        int toldBefore = told.get();
        assertThat(watches.nodes()).hasSize(1);

        api.heal();

        awaitNodes("before", "meanwhile");
        assertThat(watches.version()).isGreaterThan(version);
        assertThat(told).hasValueGreaterThan(toldBefore);
    }

    @Test
    void whatIsGoneWhenAWatchCannotBeResumedIsGoneHereToo() {
        blind(Fault.refuse(503));
        cluster.nodes.leave("before");
        api.compact();
        int toldBefore = told.get();

        api.heal();

        // Nothing else has changed: who is told is told of what is gone.
        awaitNodes();
        assertThat(told).hasValueGreaterThan(toldBefore);
    }

    @Test
    void connectionsThatAreCutWithoutAWordAreMadeAnew() {
        proxy.cut();
        join("meanwhile");

        awaitNodes("before", "meanwhile");
        assertThat(proxy.cuts).hasPositiveValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {410, 429, 500, 503})
    void anErrorInAWatchIsFollowedByAnotherWatch(int code) {
        int opened = api.watchesOpened();
        api.sendErrorToWatches(code, "told by the test");
        join("meanwhile");

        await().atMost(PATIENCE).until(() -> api.watchesOpened() == 2 * opened);
        awaitNodes("before", "meanwhile");
        assertThat(watches.dead()).isEmpty();
    }

    @Test
    void whatIsNoEventAtAllIsFollowedByAnotherWatch() {
        int opened = api.watchesOpened();
        api.sendToWatches("<html>502 Bad Gateway</html>");
        join("meanwhile");

        await().atMost(PATIENCE).until(() -> api.watchesOpened() == 2 * opened);
        awaitNodes("before", "meanwhile");
        assertThat(watches.dead()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410, 429, 500})
    void anApiServerThatAllowsNoWatchForAWhileIsAskedAgain(int code) {
        blind(Fault.refuse(code));
        join("meanwhile");

        api.heal();

        awaitNodes("before", "meanwhile");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 429, 500})
    void listingAnewGoesOnUntilItIsAllowed(int code) {
        api.fail(Integer.MAX_VALUE, path("").and(watch().negate()), Fault.refuse(code));
        api.compact();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(watches.problem()).contains(EVERY_KIND));
        await().atMost(PATIENCE).until(() -> api.answered().stream().anyMatch(line -> line.endsWith(" " + code)));
        cluster.nodes.leave("before");
        join("meanwhile");

        api.heal();

        awaitNodes("meanwhile");
    }

    @Test
    void oneKindThatCannotBeWatchedIsNamed() {
        api.fail(Integer.MAX_VALUE, watch().and(path("/secrets")), Fault.refuse(500));
        api.closeWatches();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(watches.problem()).contains("not watching Secret"));
        assertThat(watches.dead()).isEmpty();
        api.heal();
        awaitWell();
    }

    @Test
    void watchesThatHaveEndedForGoodAreDead() {
        watches.close();

        assertThat(watches.dead())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("stopped watching ")
                        .contains("RegistryMirror", "NodeRegistries", "Node", "Secret"));
    }
}
