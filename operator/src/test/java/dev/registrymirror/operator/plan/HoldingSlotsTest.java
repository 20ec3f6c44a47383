package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.plan.Slots.Slot;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A slot is held from its grant to the outcome, whatever is lost in between. */
class HoldingSlotsTest {
    private final Fixture cluster = new Fixture();

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
    void a_slot_counts_when_nothing_can_be_seen_of_its_order() {
        cluster.worker("a").slot(5).keeps("Conflict");
        cluster.worker("b").wants("r1");

        Plan plan = cluster.plan();

        assertThat(plan.grants()).isEmpty();
        assertThat(plan.slots().held()).containsOnlyKeys("a");
    }

    @Test
    void the_outcome_frees_it_for_the_next_in_the_same_pass() {
        cluster.worker("a").applied(5, "r1").slot(5).wants("r1");
        cluster.worker("b").wants("r1");

        Plan plan = cluster.plan();

        assertThat(Fixture.granted(plan)).containsExactly("b");
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
    void a_sequence_that_nobody_can_have_granted_counts_for_the_node_that_reports_it_and_for_no_other() {
        cluster.pools.add(Fixture.pool("all", new IntOrString(9), Map.of()));
        cluster.worker("a").applied(1L << 40, "r1").wants("r2");
        cluster.worker("b").applied(1, "r1").wants("r2");
        cluster.worker("c").applied(2, "r1").wants("r2");

        Plan plan = cluster.plan();

        assertThat(plan.grants()).extracting(Grant::sequence).containsExactly((1L << 40) + 1, 100L, 101L);
        assertThat(plan.slots().nextSequence()).isEqualTo(102);
    }

    @ParameterizedTest
    @ValueSource(longs = {AgentFacts.MAX_SEQUENCE, Long.MAX_VALUE - 1, Long.MAX_VALUE})
    void a_node_that_reports_a_sequence_that_none_can_follow_waits_alone(long sequence) {
        cluster.pools.add(Fixture.pool("all", new IntOrString(9), Map.of()));
        cluster.worker("a").applied(sequence, "r1").wants("r2");
        cluster.worker("b").applied(1, "r1").wants("r2");

        Plan plan = cluster.plan();

        assertThat(plan.grants()).extracting(Grant::sequence).containsExactly(100L);
        assertThat(plan.waiting()).containsExactly(new Waiting(WaitReasons.SEQUENCE_TOO_HIGH, 1, List.of("a"), ""));
    }

    @Test
    void an_order_that_is_not_higher_than_what_the_agent_has_seen_is_dead_and_replaced() {
        cluster.nextSequence = 3;
        cluster.worker("a").applied(41, "r1").ordered(5, "r2").wants("r2");

        assertThat(cluster.plan().grants()).extracting(Grant::sequence).containsExactly(42L);
    }
}
