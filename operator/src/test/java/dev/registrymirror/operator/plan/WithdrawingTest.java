package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What nobody has claimed can be taken back or issued anew. */
class WithdrawingTest {
    private final Fixture cluster = new Fixture();

    @Test
    void an_unclaimed_order_for_what_is_no_longer_wanted_is_replaced() {
        cluster.worker("a").ordered(5, "r1").slot(5).wants("r2");

        Plan plan = cluster.plan();

        assertThat(plan.grants()).extracting(Grant::revision).containsExactly("r2");
        assertThat(plan.withdrawals()).isEmpty();
    }

    @Test
    void an_unclaimed_order_is_withdrawn_when_the_node_shall_keep_what_it_has() {
        cluster.worker("a").ordered(5, "r1").slot(5).keeps("Conflict");

        Plan plan = cluster.plan();

        assertThat(plan.withdrawals()).containsExactly(new Withdrawal("a", "7", 5));
        assertThat(plan.slots().held()).containsKey("a");
    }

    @Test
    void a_claimed_order_is_never_withdrawn() {
        cluster.worker("a").ordered(5, "r1").claimed(5).slot(5).keeps("Conflict");

        Plan plan = cluster.plan();

        assertThat(plan.withdrawals()).isEmpty();
        assertThat(plan.grants()).isEmpty();
    }

    @Test
    void a_slot_is_free_once_its_withdrawal_has_been_seen() {
        cluster.worker("a").withdrawn(5).slot(5).keeps("Conflict");

        assertThat(cluster.plan().slots().held()).isEmpty();
    }

    @Test
    void a_slot_without_order_is_fenced_off_before_it_is_free() {
        cluster.worker("a").slot(5).keeps("Conflict");

        Plan plan = cluster.plan();

        assertThat(plan.withdrawals()).containsExactly(new Withdrawal("a", "7", 5));
        assertThat(plan.slots().held()).containsKey("a");
    }

    @Test
    void an_order_sealed_to_a_key_that_the_node_no_longer_has_is_issued_anew() {
        cluster.worker("a").ordered(5, "r1").key("key2").slot(5).wants("r1");

        assertThat(cluster.plan().grants()).singleElement().satisfies(grant -> {
            assertThat(grant.sequence()).isEqualTo(100);
            assertThat(grant.publicKey()).isEqualTo("key2");
        });
    }

    @Test
    void an_order_that_was_refused_for_its_old_key_is_issued_anew() {
        cluster.worker("a")
                .ordered(5, "r1")
                .ended(5, Phase.Refused, "StaleSeal")
                .key("key2")
                .wants("r1");

        assertThat(cluster.plan().grants()).extracting(Grant::publicKey).containsExactly("key2");
    }

    @Test
    void an_unclaimed_order_is_withdrawn_when_too_much_else_broke_meanwhile() {
        cluster.server("s1").ordered(5, "r1").slot(5).wants("r1");
        cluster.server("s2").notReady().wants("r1");

        assertThat(cluster.plan().withdrawals()).extracting(Withdrawal::node).containsExactly("s1");
    }

    @Test
    void an_unclaimed_order_of_the_right_kind_is_left_alone() {
        cluster.worker("a").ordered(5, "r1").slot(5).wants("r1");

        Plan plan = cluster.plan();

        assertThat(plan.withdrawals()).isEmpty();
        assertThat(plan.grants()).isEmpty();
        assertThat(plan.slots()).isEqualTo(new Slots(100, cluster.held));
    }

    @Test
    void a_node_that_is_down_keeps_its_right_order_and_loses_a_wrong_one() {
        cluster.pools.add(Fixture.pool("all", new IntOrString(2), Map.of()));
        cluster.worker("a").ordered(5, "r1").slot(5).notReady().wants("r1");
        cluster.worker("b").ordered(6, "r0").slot(6).notReady().wants("r1");

        Plan plan = cluster.plan();

        assertThat(plan.withdrawals()).extracting(Withdrawal::node).containsExactly("b");
        assertThat(plan.grants()).isEmpty();
    }

    @Test
    void one_more_broken_node_costs_one_order_and_that_is_the_newest() {
        cluster.pools.add(Fixture.pool("all", new IntOrString(3), Map.of()));
        cluster.worker("a").ordered(7, "r1").slot(7).wants("r1");
        cluster.worker("b").ordered(5, "r1").slot(5).wants("r1");
        cluster.worker("c").ordered(6, "r1").slot(6).wants("r1");
        cluster.worker("d").notReady();

        assertThat(cluster.plan().withdrawals()).containsExactly(new Withdrawal("a", "7", 7));
    }

    @Test
    void an_order_that_goes_anyway_spares_the_others() {
        cluster.pools.add(Fixture.pool("all", new IntOrString(2), Map.of()));
        cluster.worker("a").ordered(6, "r1").slot(6).wants("r1");
        cluster.worker("b").ordered(5, "r1").slot(5).keeps("Conflict");
        cluster.worker("c").notReady();

        assertThat(cluster.plan().withdrawals()).extracting(Withdrawal::node).containsExactly("b");
    }

    @Test
    void taking_back_the_order_of_a_node_that_is_broken_itself_would_spare_nobody() {
        cluster.pools.add(Fixture.pool("all", new IntOrString(2), Map.of()));
        cluster.worker("a").ordered(5, "r1").slot(5).wants("r1");
        cluster.worker("b").ordered(6, "r1").slot(6).notReady().wants("r1");
        cluster.worker("c").notReady();

        assertThat(cluster.plan().withdrawals()).extracting(Withdrawal::node).containsExactly("a");
    }

    @Test
    void a_place_is_nobody_elses_before_its_withdrawal_has_been_seen() {
        cluster.worker("a").ordered(5, "r1").slot(5).keeps("Conflict");
        cluster.worker("b").wants("r1");

        Plan plan = cluster.plan();

        assertThat(plan.withdrawals()).extracting(Withdrawal::node).containsExactly("a");
        assertThat(plan.grants()).isEmpty();
    }
}
