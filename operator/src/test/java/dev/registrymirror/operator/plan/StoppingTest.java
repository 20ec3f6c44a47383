package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Order;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What harms nodes does not walk over the whole pool. */
class StoppingTest {
    private final Fixture cluster = new Fixture();

    private Fixture.NodeBuilder wentBack(Fixture.NodeBuilder node) {
        return node.ordered(5, "r1")
                .ended(5, Phase.RolledBack, "NotHealthyInTime")
                .wants("r1");
    }

    private static void assertWaiting(Plan plan, String... reasons) {
        assertThat(plan.waiting()).extracting(Waiting::reason).containsExactlyInAnyOrder(reasons);
    }

    private void atOnce(int maxUnavailable) {
        cluster.pools.add(Fixture.pool("all", new IntOrString(maxUnavailable), Map.of()));
    }

    @ParameterizedTest
    @EnumSource(names = {"RolledBack", "Failed"})
    void a_node_that_went_back_stops_its_pool_where_one_may_be_unavailable(Phase phase) {
        cluster.worker("a").ordered(5, "r1").ended(5, phase, "NotHealthyInTime").wants("r1");
        cluster.worker("b").wants("r1");

        Plan plan = cluster.plan();

        assertThat(plan.grants()).isEmpty();
        assertWaiting(plan, WaitReasons.FAILED, "TooManyFailures");
    }

    @Test
    void as_many_as_may_be_unavailable_may_go_back_and_no_more() {
        atOnce(3);
        wentBack(cluster.worker("a"));
        wentBack(cluster.worker("b"));
        cluster.worker("c").wants("r1");
        cluster.worker("d").wants("r1");

        Plan plan = cluster.plan();

        assertThat(Fixture.granted(plan)).containsExactly("c");
        assertWaiting(plan, WaitReasons.FAILED, WaitReasons.MAX_UNAVAILABLE);
    }

    @Test
    void a_broken_node_that_went_back_is_not_counted_twice() {
        atOnce(3);
        wentBack(cluster.worker("a")).notReady();
        cluster.worker("b").wants("r1");
        cluster.worker("c").wants("r1");
        cluster.worker("d").wants("r1");

        assertThat(Fixture.granted(cluster.plan())).containsExactly("b", "c");
    }

    @Test
    void a_refusal_changed_nothing_and_stops_nobody() {
        cluster.worker("a")
                .ordered(5, "r1")
                .ended(5, Phase.Refused, "UnmanagedFile")
                .wants("r1");
        cluster.worker("b").wants("r1");

        assertThat(Fixture.granted(cluster.plan())).containsExactly("b");
    }

    @Test
    void another_revision_goes_on() {
        wentBack(cluster.worker("a"));
        cluster.worker("b").wants("r2");

        assertThat(Fixture.granted(cluster.plan())).containsExactly("b");
    }

    @Test
    void another_pool_goes_on() {
        cluster.pools.add(Fixture.pool("gpu", new IntOrString(1), Map.of("pool", "gpu")));
        cluster.pools.add(Fixture.pool("rest", new IntOrString(1), Map.of()));
        wentBack(cluster.worker("a").labels(Map.of("pool", "gpu")));
        cluster.worker("b").labels(Map.of("pool", "gpu")).wants("r1");
        cluster.worker("c").wants("r1");

        assertThat(Fixture.granted(cluster.plan())).containsExactly("c");
    }

    @Test
    void a_server_that_went_back_stops_the_other_servers_whatever_the_pool_says() {
        atOnce(5);
        wentBack(cluster.server("s1"));
        cluster.server("s2").wants("r1");
        cluster.worker("w").wants("r1");

        Plan plan = cluster.plan();

        assertThat(Fixture.granted(plan)).containsExactly("w");
        assertWaiting(plan, WaitReasons.FAILED, "TooManyFailures");
    }

    @Test
    void a_retry_that_the_administrator_asks_for_goes_first_and_alone() {
        atOnce(2);
        wentBack(cluster.worker("x"));
        wentBack(cluster.worker("y")).retry(5);
        cluster.worker("a").wants("r1");

        assertThat(Fixture.granted(cluster.plan())).containsExactly("y");
    }

    @Test
    void former_files_differ_from_node_to_node_and_one_that_fails_says_nothing_of_the_others() {
        cluster.restored = true;
        cluster.worker("a")
                .applied(4, "r1")
                .ordered(5, Order.FORMER)
                .ended(5, Phase.RolledBack, "x")
                .wantsFormer();
        cluster.worker("b").applied(4, "r1").wantsFormer();

        assertThat(Fixture.granted(cluster.plan())).containsExactly("b");
    }

    @Test
    void leave_to_change_to_something_else_is_no_leave_for_what_is_stopped() {
        wentBack(cluster.worker("a"));
        cluster.worker("b").ordered(6, "r0").slot(6).wants("r1");

        Plan plan = cluster.plan();

        assertThat(plan.grants()).isEmpty();
        assertThat(plan.withdrawals()).extracting(Withdrawal::node).containsExactly("b");
    }

    @Test
    void nodes_that_are_stopped_stand_apart_from_those_that_have_their_turn_ahead() {
        cluster.pools.add(Fixture.pool("gpu", new IntOrString(2), Map.of("pool", "gpu")));
        cluster.pools.add(Fixture.pool("rest", new IntOrString(1), Map.of()));
        wentBack(cluster.worker("g1").labels(Map.of("pool", "gpu")));
        cluster.worker("g2").labels(Map.of("pool", "gpu")).wants("r1");
        wentBack(cluster.worker("w1"));
        cluster.worker("w2").wants("r1");
        cluster.worker("w3").wants("r2");
        cluster.worker("w4").wantsFormer().applied(4, "r0");

        assertThat(cluster.plan().standings())
                .containsEntry("g2", Standing.PENDING)
                .containsEntry("w2", Standing.STOPPED)
                .containsEntry("w3", Standing.PENDING)
                .containsEntry("w4", Standing.PENDING);
    }

    @Test
    void servers_are_stopped_by_one_whatever_their_pool_and_go_on_when_it_is_tried_again() {
        atOnce(5);
        wentBack(cluster.server("s1"));
        cluster.server("s2").wants("r1");
        cluster.worker("w").wants("r1");
        assertThat(cluster.plan().standings())
                .containsEntry("s2", Standing.STOPPED)
                .containsEntry("w", Standing.PENDING);

        wentBack(cluster.server("s1")).retry(5);

        assertThat(cluster.plan().standings())
                .containsEntry("s1", Standing.RETRYING)
                .containsEntry("s2", Standing.PENDING);
    }
}
