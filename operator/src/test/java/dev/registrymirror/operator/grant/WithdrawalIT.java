package dev.registrymirror.operator.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.ExistingFile;
import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesSpec;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.operator.fleet.ApiCluster;
import dev.registrymirror.operator.fleet.ClusterScenario;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.plan.Withdrawal;
import dev.registrymirror.operator.watch.Watches;
import java.time.Clock;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cache holds no payloads, and the object must keep its own. */
class WithdrawalIT extends ClusterScenario {
    private static final Order ORDER = new Order(
            7,
            Order.Action.Apply,
            "0123456789abcdef0123456789abcdef",
            "c2VhbGVk",
            "a2V5",
            ExistingFile.Refuse,
            "5m",
            "10s");

    private Watches watches;
    private OrderWriter writer;

    @BeforeEach
    void anOrderThatTheCacheShows() {
        var object = new NodeRegistries();
        object.getMetadata().setName("a");
        object.setSpec(new NodeRegistriesSpec("uid-a", ORDER));
        cluster.client.resource(object).create();
        watches = new Watches(cluster.client, ApiCluster.NAMESPACE);
        writer = new OrderWriter(cluster.client, watches, new OwnWrites(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        watches.close();
    }

    @Test
    void anOrderThatNobodyClaimedGoes() {
        watches.start().join();

        assertThat(writer.withdraw(withdrawal())).isTrue();

        assertThat(cluster.order("a")).isEmpty();
    }

    @Test
    void anOrderThatWasAnsweredStaysWithItsPayload() {
        NodeRegistries answered = stored();
        answered.setStatus(new NodeRegistriesStatus(null, 7L, 7L, null, Phase.Applied, null, null, null, null));
        cluster.client.resource(answered).updateStatus();
        watches.start().join();
        assertThat(Objects.requireNonNull(watches.nodeRegistries("a")).getSpec().order())
                .isEqualTo(ORDER.withoutPayload());

        assertThat(writer.withdraw(withdrawal())).isTrue();

        assertThat(cluster.order("a")).contains(ORDER);
        assertThat(stored().getMetadata().getAnnotations()).containsEntry(AgentFacts.WITHDRAWN, "7");
    }

    @Test
    void nothingIsTakenFromAVersionThatHasPassed() {
        watches.start().join();
        Withdrawal planned = withdrawal();
        NodeRegistries claimed = stored();
        claimed.setStatus(new NodeRegistriesStatus(null, 7L, 0L, null, Phase.Claimed, null, null, null, null));
        cluster.client.resource(claimed).updateStatus();

        assertThat(writer.withdraw(planned)).isFalse();

        assertThat(cluster.order("a")).contains(ORDER);
    }

    private static Withdrawal withdrawal() {
        return new Withdrawal("a", stored().getMetadata().getResourceVersion(), 7);
    }

    private static NodeRegistries stored() {
        return Objects.requireNonNull(cluster.object("a"));
    }
}
