package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who comes next when not all can: nobody is kept waiting by nodes that refuse again and again. */
class TakingTurnsTest {
    private static final Duration LONG = Duration.ofMinutes(30);

    private final Fixture cluster = new Fixture();

    private Fixture.NodeBuilder unwell(String name, long sequence) {
        return cluster.worker(name)
                .ordered(sequence, "r1")
                .ended(sequence, Phase.Refused, "NodeUnhealthy")
                .wants("r1");
    }

    @Test
    void a_node_that_was_never_tried_comes_before_those_that_refused() {
        List.of("a", "b", "c", "d").forEach(name -> unwell(name, 5));
        cluster.plan();

        cluster.now = cluster.now.plus(LONG);
        cluster.worker("z").wants("r1");

        assertThat(Fixture.granted(cluster.plan())).containsExactly("z");
    }

    @Test
    void of_those_that_refused_the_oldest_refusal_comes_first() {
        unwell("b", 5);
        cluster.plan();
        cluster.now = cluster.now.plusSeconds(10);
        unwell("a", 6);
        cluster.plan();

        cluster.now = cluster.now.plus(LONG);

        assertThat(Fixture.granted(cluster.plan())).containsExactly("b");
    }

    @Test
    void a_node_that_the_administrator_wants_tried_again_comes_first() {
        cluster.worker("a").wants("r1");
        unwell("b", 5).retry(5);

        assertThat(Fixture.granted(cluster.plan())).containsExactly("b");
    }

    @Test
    void each_refusal_doubles_the_pause_up_to_half_an_hour() {
        long sequence = 5;
        for (int expected : List.of(30, 60, 120, 240, 480, 960, 1800, 1800)) {
            unwell("a", sequence);
            Plan refused = cluster.plan();
            assertThat(refused.waiting()).extracting(Waiting::reason).containsExactly(WaitReasons.RETRY_PAUSE);
            assertThat(refused.nextLook()).isEqualTo(cluster.now.plusSeconds(expected));

            cluster.now = cluster.now.plusSeconds(expected);
            assertThat(Fixture.granted(cluster.plan())).containsExactly("a");

            // What has begun is not forgotten in the meantime.
            cluster.worker("a")
                    .ordered(++sequence, "r1")
                    .claimed(sequence)
                    .slot(sequence)
                    .wants("r1");
            cluster.plan();
        }
    }

    @Test
    void another_revision_begins_with_a_short_pause() {
        unwell("a", 5);
        cluster.plan();
        cluster.now = cluster.now.plusSeconds(30);
        unwell("a", 6);
        cluster.plan();

        cluster.worker("a")
                .ordered(7, "r2")
                .ended(7, Phase.Refused, "NodeUnhealthy")
                .wants("r2");

        assertThat(cluster.plan().nextLook()).isEqualTo(cluster.now.plusSeconds(30));
    }

    @Test
    void a_node_that_was_down_in_between_begins_with_a_short_pause() {
        unwell("a", 5);
        cluster.plan();
        cluster.now = cluster.now.plusSeconds(30);
        unwell("a", 6);
        cluster.plan();
        unwell("a", 6).notReady();
        assertThat(cluster.plan().waiting()).extracting(Waiting::reason).containsExactly(WaitReasons.NODE_NOT_READY);

        unwell("a", 6);

        assertThat(cluster.plan().nextLook()).isEqualTo(cluster.now.plusSeconds(30));
    }
}
