package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.operator.plan.Slots.Slot;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers go one at a time in the whole cluster. */
class ServersTest {
    private final Fixture cluster = new Fixture();

    @Test
    void go_one_at_a_time_in_the_whole_cluster_whatever_the_pools_say() {
        cluster.pools.add(Fixture.pool("a", new IntOrString(5), Map.of("zone", "a")));
        cluster.pools.add(Fixture.pool("rest", new IntOrString(5), Map.of()));
        cluster.server("s1").labels(Map.of("zone", "a")).wants("r1");
        cluster.server("s2").wants("r1");
        cluster.server("s3").wants("r1");

        Plan plan = cluster.plan();

        assertThat(Fixture.granted(plan)).containsExactly("s1");
        assertThat(plan.waiting()).extracting(Waiting::reason).containsExactly(WaitReasons.ONE_SERVER_AT_A_TIME);
    }

    @ParameterizedTest
    @CsvSource({"node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/etcd"})
    void a_label_makes_a_server_of_what_calls_itself_an_agent(String label) {
        cluster.pools.add(Fixture.pool("all", new IntOrString(5), Map.of()));
        cluster.worker("s1").labels(Map.of(label, "true")).wants("r1");
        cluster.server("s2").wants("r1");

        assertThat(Fixture.granted(cluster.plan())).containsExactly("s1");
    }

    @Test
    void a_node_of_unknown_role_counts_as_one() {
        cluster.pools.add(Fixture.pool("all", new IntOrString(5), Map.of()));
        cluster.worker("a").roleUnknown().wants("r1");
        cluster.server("s").wants("r1");

        assertThat(Fixture.granted(cluster.plan())).containsExactly("a");
    }

    @Test
    void a_server_that_is_down_holds_the_others_up_but_not_the_workers() {
        cluster.pools.add(Fixture.pool("all", new IntOrString(5), Map.of()));
        cluster.server("s1").notReady().wants("r1");
        cluster.server("s2").wants("r1");
        cluster.worker("w").wants("r1");

        assertThat(Fixture.granted(cluster.plan())).containsExactly("w");
    }

    @Test
    void a_holder_that_the_cache_does_not_know_may_be_one_and_in_any_pool() {
        cluster.held.put("stranger", new Slot("u", 9));
        cluster.server("s").wants("r1");
        cluster.worker("w").wants("r1");

        assertThat(cluster.plan().grants()).isEmpty();
        assertThat(cluster.plan().slots().held()).containsKey("stranger");
    }
}
