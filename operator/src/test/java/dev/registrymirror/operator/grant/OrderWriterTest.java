package dev.registrymirror.operator.grant;

import static dev.registrymirror.operator.mock.MockApi.request;
import static dev.registrymirror.operator.mock.MockApi.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesSpec;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.api.v1alpha1.Pool;
import dev.registrymirror.operator.fleet.ApiCluster;
import dev.registrymirror.operator.mock.Fault;
import dev.registrymirror.operator.mock.MockApi;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.plan.Grant;
import dev.registrymirror.operator.plan.Withdrawal;
import dev.registrymirror.operator.watch.Watches;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderWriterTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String OBJECT = "/apis/registrymirror.dev/v1alpha1/noderegistries/a";
    private static final String REVISION = "0".repeat(32);

    private final MockApi api = new MockApi();
    private final ApiCluster cluster = new ApiCluster(api::bystander);
    private final KubernetesClient client = api.connect();
    private final Watches watches = new Watches(client, ApiCluster.NAMESPACE);
    private final OwnWrites own = new OwnWrites();
    private final OrderWriter writer = new OrderWriter(client, watches, own, Clock.systemUTC());

    @BeforeEach
    void aNodeWithoutOrder() {
        var object = new NodeRegistries();
        object.getMetadata().setName("a");
        object.setSpec(new NodeRegistriesSpec("uid-a", null));
        cluster.client.resource(object).create();
        watches.start().join();
    }

    @AfterEach
    void close() {
        watches.close();
        client.close();
        cluster.close();
        api.close();
    }

    private static Grant grant(String version, long sequence) {
        return new Grant("a", "uid-a", version, sequence, Action.Apply, REVISION, "key", Pool.DEFAULT);
    }

    private NodeRegistries stored() {
        return Objects.requireNonNull(cluster.object("a"));
    }

    private String version() {
        return stored().getMetadata().getResourceVersion();
    }

    /** From here on the cache shows what it shows now. */
    private void freezeTheCache() {
        api.fail(Integer.MAX_VALUE, watch(), Fault.refuse(503));
        api.closeWatches();
        await().atMost(PATIENCE).until(() -> watches.problem().isPresent());
    }

    /** Somebody else, with another cache, writes an order. */
    private void theirOrder(long sequence) {
        NodeRegistries object = stored();
        object.setSpec(new NodeRegistriesSpec(
                "uid-a",
                new Order(
                        sequence,
                        Action.Apply,
                        REVISION,
                        "theirs",
                        "key",
                        Pool.DEFAULT.existingFile(),
                        Pool.DEFAULT.healthTimeout(),
                        Pool.DEFAULT.soak())));
        cluster.client.resource(object).update();
    }

    @Test
    void anOrderForAVersionThatHasPassedOverwritesNothing() {
        String version = version();
        freezeTheCache();
        theirOrder(7);

        assertThat(writer.grant(grant(version, 8), "ours")).isFalse();

        assertThat(cluster.order("a")).map(Order::payload).contains("theirs");
        assertThat(api.answered()).contains("PUT " + OBJECT + " 409");
    }

    @Test
    void aClaimThatTheCacheDoesNotShowYetKeepsItsOrder() {
        theirOrder(7);
        String version = version();
        await().atMost(PATIENCE)
                .until(() -> Objects.requireNonNull(watches.nodeRegistries("a"))
                        .getMetadata()
                        .getResourceVersion()
                        .equals(version));
        freezeTheCache();
        NodeRegistries claimed = stored();
        claimed.setStatus(new NodeRegistriesStatus(null, 7L, 0L, null, Phase.Claimed, null, null, null, null));
        cluster.client.resource(claimed).updateStatus();

        assertThat(writer.withdraw(new Withdrawal("a", version, 7))).isFalse();

        assertThat(cluster.order("a")).map(Order::sequence).contains(7L);
        assertThat(stored().getMetadata().getAnnotations()).doesNotContainKey(AgentFacts.WITHDRAWN);
    }

    @Test
    void anObjectThatIsGoneGetsNoOrderAndIsNotMadeAnew() {
        String version = version();
        freezeTheCache();
        cluster.client.resources(NodeRegistries.class).withName("a").delete();

        assertThat(writer.grant(grant(version, 1), "ours")).isFalse();

        assertThat(cluster.object("a")).isNull();
    }

    @Test
    void anOrderWhoseAnswerIsLostIsWrittenOnceAndFoundThere() {
        api.fail(1, request("PUT", OBJECT), Fault.loseTheAnswer());

        assertThat(writer.grant(grant(version(), 1), "ours")).isFalse();

        assertThat(cluster.order("a")).map(Order::sequence).contains(1L);
        assertThat(stored().getMetadata().getGeneration()).isEqualTo(2);
        await().atMost(PATIENCE)
                .until(() -> Objects.requireNonNull(watches.nodeRegistries("a"))
                                .getSpec()
                                .order()
                        != null);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void anApiServerThatRefusesForAWhileIsAskedAgainAndTheOrderIsWrittenOnce(int code) {
        String before = version();
        api.fail(3, request("PUT", OBJECT), Fault.refuse(code));

        assertThat(writer.grant(grant(before, 1), "ours")).isTrue();

        assertThat(cluster.order("a")).map(Order::payload).contains("ours");
        assertThat(stored().getMetadata().getGeneration()).isEqualTo(2);
        assertThat(own.areSeen(_ -> before, Clock.systemUTC().instant())).isFalse();
    }

    @Test
    void anApiServerThatRefusesForLongIsAnErrorAndNothingIsWritten() {
        String before = version();
        api.fail(Integer.MAX_VALUE, request("PUT", OBJECT), Fault.refuse(503));

        assertThatThrownBy(() -> writer.grant(grant(before, 1), "ours"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("503");
        assertThat(cluster.order("a")).isEmpty();
        assertThat(own.areSeen(_ -> before, Clock.systemUTC().instant())).isTrue();
    }
}
