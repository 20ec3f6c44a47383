package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.operator.observe.Snapshot.RemovalHold;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Former files come back late, paced, and never while the API itself is in doubt. */
class RemovingTest {
    private final Fixture cluster = new Fixture();

    @Test
    void waits_for_the_removal_delay_and_says_when_to_look_again() {
        cluster.worker("a").applied(5, "r1").wantsFormer();

        Plan first = cluster.plan();
        assertThat(first.grants()).isEmpty();
        assertThat(first.waiting()).extracting(Waiting::reason).containsExactly(WaitReasons.REMOVAL_DELAY);
        assertThat(first.nextLook()).isEqualTo(Fixture.NOON.plus(Fixture.REMOVAL_DELAY));

        cluster.now = Fixture.NOON.plus(Fixture.REMOVAL_DELAY);
        assertThat(cluster.plan().grants()).singleElement().satisfies(grant -> {
            assertThat(grant.action()).isEqualTo(Action.Restore);
            assertThat(grant.revision()).isEqualTo(Order.FORMER);
            assertThat(grant.publicKey()).isNull();
        });
    }

    @Test
    void a_node_that_is_selected_again_in_time_is_forgotten() {
        cluster.worker("a").applied(5, "r1").wantsFormer();
        cluster.plan();
        cluster.worker("a").applied(5, "r1").wants("r1");
        cluster.now = Fixture.NOON.plus(Duration.ofMinutes(9));
        cluster.plan();

        cluster.worker("a").applied(5, "r1").wantsFormer();
        cluster.now = Fixture.NOON.plus(Duration.ofMinutes(11));

        assertThat(cluster.plan().grants()).isEmpty();
    }

    @Test
    void a_fleet_that_is_restored_does_not_wait_but_is_paced() {
        cluster.restored = true;
        cluster.worker("a").applied(5, "r1").wantsFormer();
        cluster.worker("b").applied(6, "r1").wantsFormer();

        assertThat(Fixture.granted(cluster.plan())).containsExactly("a");
    }

    @Test
    void nothing_is_removed_while_the_api_is_going_or_coming() {
        cluster.restored = true;
        cluster.removalHold = new RemovalHold("CrdMissing", "gone", null, null);
        cluster.worker("a").applied(5, "r1").wantsFormer();
        cluster.worker("b").applied(6, "r1").ordered(7, Order.FORMER).slot(7).wantsFormer();

        Plan plan = cluster.plan();

        assertThat(plan.grants()).isEmpty();
        assertThat(plan.withdrawals()).extracting(Withdrawal::node).containsExactly("b");
        assertThat(plan.waiting()).extracting(Waiting::reason).containsExactly("CrdMissing");
    }

    @Test
    void a_node_that_has_its_former_file_or_never_had_ours_gets_no_order() {
        cluster.restored = true;
        cluster.worker("a").applied(5, Order.FORMER).wantsFormer();
        cluster.worker("b").wantsFormer();
        cluster.worker("c").ordered(3, "r1").ended(3, Phase.RolledBack, "x").wantsFormer();

        Plan plan = cluster.plan();

        assertThat(plan.grants()).isEmpty();
        assertThat(plan.standings().values()).containsOnly(Standing.UPDATED);
    }

    @Test
    void a_node_on_which_an_order_failed_for_good_may_have_something_of_ours() {
        cluster.restored = true;
        cluster.worker("a").ordered(3, "r1").ended(3, Phase.Failed, "x").wantsFormer();

        assertThat(Fixture.granted(cluster.plan())).containsExactly("a");
    }

    @Test
    void what_a_node_has_is_not_made_less_while_the_api_is_going_or_coming() {
        cluster.pools.add(Fixture.pool("all", new IntOrString(9), Map.of()));
        cluster.removalHold = new RemovalHold("CrdTerminating", "going", null, null);
        cluster.worker("had").applied(5, "both").wants("one");
        cluster.worker("ordered").applied(4, "both").ordered(6, "one").slot(6).wants("one");
        cluster.worker("former").applied(3, Order.FORMER).wants("one");
        cluster.worker("new").wants("one");

        Plan plan = cluster.plan();

        assertThat(Fixture.granted(plan)).containsExactly("former", "new");
        assertThat(plan.withdrawals()).extracting(Withdrawal::node).containsExactly("ordered");
        assertThat(plan.waiting()).containsExactly(new Waiting("CrdTerminating", 2, List.of("had", "ordered"), ""));
    }

    @Test
    void a_removal_that_was_refused_is_asked_again_after_the_pause_and_not_after_another_delay() {
        removalBegun();
        cluster.worker("a")
                .applied(5, "r1")
                .ordered(100, Order.FORMER)
                .ended(100, Phase.Refused, "NodeUnhealthy")
                .wantsFormer();

        Plan refused = cluster.plan();
        assertThat(refused.waiting()).extracting(Waiting::reason).containsExactly(WaitReasons.RETRY_PAUSE);

        cluster.now = cluster.now.plus(Patience.FIRST_PAUSE);
        assertThat(Fixture.granted(cluster.plan())).containsExactly("a");
    }

    @Test
    void a_removal_that_an_administrator_wants_tried_again_is_tried_at_once() {
        removalBegun();
        cluster.worker("a")
                .applied(5, "r1")
                .ordered(100, Order.FORMER)
                .ended(100, Phase.RolledBack, "NotHealthyInTime")
                .retry(100)
                .wantsFormer();

        assertThat(Fixture.granted(cluster.plan())).containsExactly("a");
    }

    /** The delay has passed, and the order is open, and then claimed, for longer than a pass. */
    private void removalBegun() {
        cluster.worker("a").applied(5, "r1").wantsFormer();
        cluster.plan();
        cluster.now = Fixture.NOON.plus(Fixture.REMOVAL_DELAY);
        assertThat(Fixture.granted(cluster.plan())).containsExactly("a");
        cluster.worker("a")
                .applied(5, "r1")
                .ordered(100, Order.FORMER)
                .slot(100)
                .wantsFormer();
        cluster.plan();
        cluster.worker("a")
                .applied(5, "r1")
                .ordered(100, Order.FORMER)
                .claimed(100)
                .slot(100)
                .wantsFormer();
        cluster.plan();
    }

    @Test
    void while_the_api_is_new_only_what_was_wished_for_since_is_removed() {
        cluster.restored = true;
        cluster.pools.add(Fixture.pool("all", new IntOrString(9), Map.of()));
        Instant until = Fixture.NOON.plusSeconds(540);
        cluster.removalHold = new RemovalHold("CrdNew", "new", until, Fixture.NOON.minusSeconds(60));
        cluster.worker("before").applied(4, "r1", "2026-01-01T11:58:59Z").wantsFormer();
        cluster.worker("since").applied(5, "r1", "2026-01-01T11:59:00Z").wantsFormer();
        cluster.worker("unknown").applied(6, "r1").wantsFormer();
        cluster.worker("unreadable").applied(7, "r1", "yesterday").wantsFormer();

        Plan plan = cluster.plan();

        assertThat(Fixture.granted(plan)).containsExactly("since");
        assertThat(plan.waiting())
                .containsExactly(new Waiting("CrdNew", 3, List.of("before", "unknown", "unreadable"), ""));
        assertThat(plan.nextLook()).isEqualTo(until);
    }
}
