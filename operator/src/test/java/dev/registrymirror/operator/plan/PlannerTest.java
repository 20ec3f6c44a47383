package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.ExistingFile;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.operator.observe.Snapshot.RemovalHold;
import dev.registrymirror.operator.plan.Slots.Slot;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
    private final Fixture cluster = new Fixture();

    private static List<String> nodes(Plan plan) {
        return plan.grants().stream().map(Grant::node).toList();
    }

    @Nested
    class Granting {
        @Test
        void a_node_that_must_change_gets_the_next_sequence_and_a_slot() {
            cluster.worker("a").wants("r1");

            Plan plan = cluster.plan();

            assertThat(plan.grants()).singleElement().satisfies(grant -> {
                assertThat(grant.sequence()).isEqualTo(100);
                assertThat(grant.revision()).isEqualTo("r1");
                assertThat(grant.action()).isEqualTo(Action.Apply);
                assertThat(grant.publicKey()).isEqualTo("key");
                assertThat(grant.resourceVersion()).isEqualTo("7");
            });
            assertThat(plan.slots().held()).containsExactly(Map.entry("a", new Slot("uid-a", 100)));
            assertThat(plan.slots().nextSequence()).isEqualTo(101);
        }

        @Test
        void a_node_with_nothing_to_change_gets_none_and_nothing_is_stored() {
            cluster.worker("a").applied(5, "r1").wants("r1");
            cluster.worker("b");
            cluster.worker("c").keeps("Conflict");

            Plan plan = cluster.plan();

            assertThat(plan.grants()).isEmpty();
            assertThat(plan.slots()).isEqualTo(new Slots(100, cluster.held));
        }

        @Test
        void without_a_fleet_nothing_is_granted_or_withdrawn() {
            cluster.fleetMissing = true;
            cluster.worker("a").wants("r1");
            cluster.worker("b").ordered(4, "r0").slot(4).wants("r1");

            Plan plan = cluster.plan();

            assertThat(plan.grants()).isEmpty();
            assertThat(plan.withdrawals()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"1,5,1", "3,5,3", "9,5,5", "0,5,1", "20%,10,2", "25%,10,2", "1%,10,1", "0%,10,1", "100%,4,4"})
        void as_many_as_the_pool_allows_at_once(String maxUnavailable, int size, int expected) {
            cluster.pools.add(Fixture.pool("all", new IntOrString(parse(maxUnavailable)), Map.of()));
            IntStream.range(0, size).forEach(i -> cluster.worker("n" + i).wants("r1"));

            Plan plan = cluster.plan();

            assertThat(plan.grants()).hasSize(expected);
            if (expected < size) {
                assertThat(plan.waiting()).singleElement().satisfies(waiting -> {
                    assertThat(waiting.reason()).isEqualTo(WaitReasons.MAX_UNAVAILABLE);
                    assertThat(waiting.count()).isEqualTo(size - expected);
                    assertThat(waiting.examples()).hasSize(Math.min(5, size - expected));
                });
            }
        }

        private Object parse(String maxUnavailable) {
            return maxUnavailable.endsWith("%") ? maxUnavailable : Integer.valueOf(maxUnavailable);
        }

        @Test
        void pools_count_apart_and_the_first_that_matches_a_node_has_it() {
            cluster.pools.add(Fixture.pool("gpu", new IntOrString(2), Map.of("pool", "gpu")));
            cluster.pools.add(Fixture.pool("rest", new IntOrString(1), Map.of()));
            List.of("g1", "g2", "g3")
                    .forEach(name ->
                            cluster.worker(name).labels(Map.of("pool", "gpu")).wants("r1"));
            List.of("w1", "w2").forEach(name -> cluster.worker(name).wants("r1"));

            assertThat(nodes(cluster.plan())).containsExactly("g1", "g2", "w1");
        }

        @Test
        void nodes_that_are_down_count_and_get_nothing() {
            cluster.pools.add(Fixture.pool("all", new IntOrString(2), Map.of()));
            cluster.worker("a").notReady().wants("r1");
            cluster.worker("b").wants("r1");
            cluster.worker("c").wants("r1");

            assertThat(nodes(cluster.plan())).containsExactly("b");
        }

        @Test
        void a_node_without_a_ready_agent_counts_as_down() {
            cluster.worker("a").agentNotReady().wants("r1");
            cluster.worker("b").wants("r1");

            Plan plan = cluster.plan();

            assertThat(plan.grants()).isEmpty();
            assertThat(plan.waiting())
                    .extracting(Waiting::reason)
                    .containsExactlyInAnyOrder(WaitReasons.AGENT_NOT_READY, WaitReasons.MAX_UNAVAILABLE);
        }

        @Test
        void a_broken_node_that_needs_no_change_counts_too() {
            cluster.worker("a").applied(3, "r1").notReady().wants("r1");
            cluster.worker("b").wants("r1");

            assertThat(cluster.plan().grants()).isEmpty();
        }

        @Test
        void a_node_whose_agent_has_not_reported_has_no_key_to_seal_to() {
            cluster.worker("a").silent().wants("r1");

            Plan plan = cluster.plan();

            assertThat(plan.grants()).isEmpty();
            assertThat(plan.waiting()).extracting(Waiting::reason).containsExactly(WaitReasons.AGENT_NOT_REPORTED);
            assertThat(plan.standings()).containsEntry("a", Standing.SILENT);
        }

        @Test
        void windows_and_unsupported_nodes_are_left_alone_and_hold_nobody_up() {
            cluster.worker("a").os("windows").notReady().wants("r1");
            cluster.worker("b").unsupported().wants("r1");
            cluster.worker("c").wants("r1");

            Plan plan = cluster.plan();

            assertThat(nodes(plan)).containsExactly("c");
            assertThat(plan.standings())
                    .containsEntry("a", Standing.UNSUPPORTED)
                    .containsEntry("b", Standing.UNSUPPORTED);
        }

        @Test
        void an_object_of_the_node_that_was_here_before_is_not_this_nodes() {
            cluster.worker("a").applied(5, "r1").uid("uid-2").wants("r1");

            Plan plan = cluster.plan();

            assertThat(plan.grants()).isEmpty();
            assertThat(plan.waiting()).extracting(Waiting::reason).containsExactly(WaitReasons.AGENT_NOT_REPORTED);
        }
    }

    @Nested
    class Servers {
        @Test
        void go_one_at_a_time_in_the_whole_cluster_whatever_the_pools_say() {
            cluster.pools.add(Fixture.pool("a", new IntOrString(5), Map.of("zone", "a")));
            cluster.pools.add(Fixture.pool("rest", new IntOrString(5), Map.of()));
            cluster.server("s1").labels(Map.of("zone", "a")).wants("r1");
            cluster.server("s2").wants("r1");
            cluster.server("s3").wants("r1");

            Plan plan = cluster.plan();

            assertThat(nodes(plan)).containsExactly("s1");
            assertThat(plan.waiting()).extracting(Waiting::reason).containsExactly(WaitReasons.ONE_SERVER_AT_A_TIME);
        }

        @ParameterizedTest
        @CsvSource({"node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/etcd"})
        void a_label_makes_a_server_of_what_calls_itself_an_agent(String label) {
            cluster.pools.add(Fixture.pool("all", new IntOrString(5), Map.of()));
            cluster.worker("s1").labels(Map.of(label, "true")).wants("r1");
            cluster.server("s2").wants("r1");

            assertThat(nodes(cluster.plan())).containsExactly("s1");
        }

        @Test
        void a_node_of_unknown_role_counts_as_one() {
            cluster.pools.add(Fixture.pool("all", new IntOrString(5), Map.of()));
            cluster.worker("a").roleUnknown().wants("r1");
            cluster.server("s").wants("r1");

            assertThat(nodes(cluster.plan())).containsExactly("a");
        }

        @Test
        void a_server_that_is_down_holds_the_others_up_but_not_the_workers() {
            cluster.pools.add(Fixture.pool("all", new IntOrString(5), Map.of()));
            cluster.server("s1").notReady().wants("r1");
            cluster.server("s2").wants("r1");
            cluster.worker("w").wants("r1");

            assertThat(nodes(cluster.plan())).containsExactly("w");
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

    @Nested
    class HoldingSlots {
        @Test
        void a_slot_is_held_until_the_outcome_of_its_sequence() {
            cluster.worker("a").ordered(5, "r1").claimed(5).slot(5).wants("r1");
            cluster.worker("b").wants("r1");

            Plan plan = cluster.plan();

            assertThat(plan.grants()).isEmpty();
            assertThat(plan.slots().held()).containsKey("a");
            assertThat(plan.standings()).containsEntry("a", Standing.CHANGING);
        }

        @Test
        void the_outcome_frees_it_for_the_next_in_the_same_pass() {
            cluster.worker("a").applied(5, "r1").slot(5).wants("r1");
            cluster.worker("b").wants("r1");

            Plan plan = cluster.plan();

            assertThat(nodes(plan)).containsExactly("b");
            assertThat(plan.slots().held()).containsOnlyKeys("b");
        }

        @Test
        void a_change_that_was_begun_counts_even_when_the_slots_were_lost() {
            cluster.worker("a").ordered(5, "r1").claimed(5).wants("r1");
            cluster.worker("b").wants("r1");

            assertThat(cluster.plan().grants()).isEmpty();
        }

        @Test
        void a_slot_whose_order_was_never_written_is_reissued_under_a_new_sequence() {
            cluster.worker("a").slot(5).wants("r1");
            cluster.worker("b").wants("r1");

            Plan plan = cluster.plan();

            assertThat(plan.grants()).singleElement().satisfies(grant -> {
                assertThat(grant.node()).isEqualTo("a");
                assertThat(grant.sequence()).isEqualTo(100);
            });
            assertThat(plan.slots().held()).containsEntry("a", new Slot("uid-a", 100));
        }

        @Test
        void while_an_older_order_is_carried_out_a_reissue_waits_for_it() {
            cluster.worker("a").ordered(5, "r0").claimed(5).slot(6).wants("r1");

            Plan plan = cluster.plan();

            assertThat(plan.grants()).isEmpty();
            assertThat(plan.withdrawals()).isEmpty();
            assertThat(plan.slots().held()).containsKey("a");
        }

        @Test
        void sequences_grow_even_when_the_slots_were_set_back() {
            cluster.nextSequence = 3;
            cluster.worker("a").applied(41, "r1").wants("r2");

            assertThat(cluster.plan().grants()).extracting(Grant::sequence).containsExactly(42L);
        }

        @Test
        void an_order_that_is_not_higher_than_what_the_agent_has_seen_is_dead_and_replaced() {
            cluster.nextSequence = 3;
            cluster.worker("a").applied(41, "r1").ordered(5, "r2").wants("r2");

            assertThat(cluster.plan().grants()).extracting(Grant::sequence).containsExactly(42L);
        }
    }

    @Nested
    class Withdrawing {
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

            assertThat(cluster.plan().withdrawals())
                    .extracting(Withdrawal::node)
                    .containsExactly("s1");
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
    }

    @Nested
    class AfterAFailure {
        @ParameterizedTest
        @CsvSource({"Refused,UnmanagedFile", "RolledBack,NotHealthyInTime", "Failed,RestartFailed"})
        void the_same_is_not_asked_again(Phase phase, String reason) {
            cluster.worker("a").ordered(5, "r1").ended(5, phase, reason).slot(5).wants("r1");

            Plan plan = cluster.plan();

            assertThat(plan.grants()).isEmpty();
            assertThat(plan.slots().held()).isEmpty();
            assertThat(plan.standings()).containsEntry("a", Standing.FAILED);
            assertThat(plan.waiting()).extracting(Waiting::reason).containsExactly(WaitReasons.FAILED);
            assertThat(plan.nextLook()).isNull();
        }

        @Test
        void a_failed_node_that_is_healthy_holds_nobody_up() {
            cluster.worker("a")
                    .ordered(5, "r1")
                    .ended(5, Phase.RolledBack, "NotHealthyInTime")
                    .wants("r1");
            cluster.worker("b").wants("r1");

            assertThat(nodes(cluster.plan())).containsExactly("b");
        }

        @Test
        void another_revision_is_asked() {
            cluster.worker("a")
                    .ordered(5, "r1")
                    .ended(5, Phase.RolledBack, "NotHealthyInTime")
                    .wants("r2");

            assertThat(cluster.plan().grants()).extracting(Grant::revision).containsExactly("r2");
        }

        @Test
        void other_rules_of_the_pool_are_reason_to_ask_again() {
            var lenient = Fixture.order(5, "r1");
            var refused = new Order(
                    5, Action.Apply, "r1", null, "key", ExistingFile.Replace, lenient.healthTimeout(), lenient.soak());
            cluster.worker("a")
                    .ordered(refused)
                    .ended(5, Phase.Refused, "UnmanagedFile")
                    .wants("r1");

            assertThat(nodes(cluster.plan())).containsExactly("a");
        }

        @Test
        void the_administrator_can_have_exactly_this_sequence_tried_again() {
            cluster.worker("a")
                    .ordered(5, "r1")
                    .ended(5, Phase.RolledBack, "x")
                    .retry(4)
                    .wants("r1");
            assertThat(cluster.plan().grants()).isEmpty();

            cluster.worker("a")
                    .ordered(5, "r1")
                    .ended(5, Phase.RolledBack, "x")
                    .retry(5)
                    .wants("r1");
            assertThat(nodes(cluster.plan())).containsExactly("a");
        }

        @Test
        void a_refusal_that_may_pass_is_asked_again_after_a_pause() {
            cluster.worker("a")
                    .ordered(5, "r1")
                    .ended(5, Phase.Refused, "NodeUnhealthy")
                    .wants("r1");

            Plan first = cluster.plan();
            assertThat(first.grants()).isEmpty();
            assertThat(first.waiting()).extracting(Waiting::reason).containsExactly(WaitReasons.RETRY_PAUSE);
            assertThat(first.nextLook()).isEqualTo(Fixture.NOON.plus(Pass.RETRY_PAUSE));

            cluster.now = Fixture.NOON.plus(Pass.RETRY_PAUSE);
            assertThat(nodes(cluster.plan())).containsExactly("a");
        }

        @Test
        void going_back_to_what_still_runs_needs_no_order_after_a_roll_back_but_does_after_worse() {
            cluster.pools.add(Fixture.pool("all", new IntOrString(2), Map.of()));
            cluster.worker("a")
                    .applied(4, "r1")
                    .ordered(5, "r2")
                    .ended(5, Phase.RolledBack, "x")
                    .wants("r1");
            cluster.worker("b")
                    .applied(4, "r1")
                    .ordered(5, "r2")
                    .ended(5, Phase.Failed, "x")
                    .wants("r1");

            assertThat(nodes(cluster.plan())).containsExactly("b");
        }

        @Test
        void an_order_that_was_taken_back_is_no_failure() {
            cluster.worker("a")
                    .ordered(5, "r1")
                    .ended(5, Phase.Refused, "OrderWithdrawn")
                    .wants("r1");

            assertThat(nodes(cluster.plan())).containsExactly("a");
        }
    }

    @Nested
    class Removing {
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

            assertThat(nodes(cluster.plan())).containsExactly("a");
        }

        @Test
        void nothing_is_removed_while_the_api_is_going_or_coming() {
            cluster.restored = true;
            cluster.removalHold = new RemovalHold("CrdMissing", "gone", null);
            cluster.worker("a").applied(5, "r1").wantsFormer();
            cluster.worker("b")
                    .applied(6, "r1")
                    .ordered(7, Order.FORMER)
                    .slot(7)
                    .wantsFormer();

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

            assertThat(nodes(cluster.plan())).containsExactly("a");
        }
    }

    @Test
    void reasons_come_most_frequent_first_with_at_most_five_examples() {
        IntStream.range(0, 8).forEach(i -> cluster.worker("k" + i).keeps("Conflict"));
        IntStream.range(0, 9).forEach(i -> cluster.worker("t" + i).keeps("TooLarge"));

        assertThat(cluster.plan().waiting())
                .containsExactly(
                        new Waiting("TooLarge", 9, List.of("t0", "t1", "t2", "t3", "t4")),
                        new Waiting("Conflict", 8, List.of("k0", "k1", "k2", "k3", "k4")));
    }
}
