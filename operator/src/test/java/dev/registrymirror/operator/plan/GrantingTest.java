package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.operator.plan.Slots.Slot;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nodes a planning pass grants an order, and why the others wait. */
class GrantingTest {
    private final Fixture cluster = new Fixture();

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

        assertThat(Fixture.granted(cluster.plan())).containsExactly("g1", "g2", "w1");
    }

    @Test
    void nodes_that_are_down_count_and_get_nothing() {
        cluster.pools.add(Fixture.pool("all", new IntOrString(2), Map.of()));
        cluster.worker("a").notReady().wants("r1");
        cluster.worker("b").wants("r1");
        cluster.worker("c").wants("r1");

        assertThat(Fixture.granted(cluster.plan())).containsExactly("b");
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

        assertThat(Fixture.granted(plan)).containsExactly("c");
        assertThat(plan.standings()).containsEntry("a", Standing.UNSUPPORTED).containsEntry("b", Standing.UNSUPPORTED);
    }

    @Test
    void an_object_of_the_node_that_was_here_before_is_not_this_nodes() {
        cluster.worker("a").applied(5, "r1").uid("uid-2").wants("r1");

        Plan plan = cluster.plan();

        assertThat(plan.grants()).isEmpty();
        assertThat(plan.waiting()).extracting(Waiting::reason).containsExactly(WaitReasons.AGENT_NOT_REPORTED);
    }

    @Test
    void reasons_come_most_frequent_first_with_at_most_five_examples() {
        IntStream.range(0, 8).forEach(i -> cluster.worker("k" + i).keeps("Conflict"));
        IntStream.range(0, 9).forEach(i -> cluster.worker("t" + i).keeps("TooLarge"));

        assertThat(cluster.plan().waiting())
                .containsExactly(
                        new Waiting("TooLarge", 9, List.of("t0", "t1", "t2", "t3", "t4"), ""),
                        new Waiting("Conflict", 8, List.of("k0", "k1", "k2", "k3", "k4"), ""));
    }
}
