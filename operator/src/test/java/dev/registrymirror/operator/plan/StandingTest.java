package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.operator.observe.Absences;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node that cannot be reached is judged by what is known of it; only then, and only after a while, is it beside the others. */
class StandingTest {
    private final Fixture cluster = new Fixture();

    private Standing standing() {
        return cluster.plan().standings().firstEntry().getValue();
    }

    private void away() {
        cluster.awaySince.put("a", Fixture.NOON);
    }

    private void timeGoesBy() {
        cluster.now = Fixture.NOON.plus(Absences.GRACE);
    }

    @Test
    void a_node_that_is_to_change_is_pending_until_it_has_been_away_for_a_while_and_that_moment_is_looked_at() {
        cluster.worker("a").applied(4, "r1").agentNotReady().wants("r2");
        away();

        assertThat(standing()).isEqualTo(Standing.PENDING);
        assertThat(cluster.plan().nextLook()).isEqualTo(Fixture.NOON.plus(Absences.GRACE));

        timeGoesBy();
        assertThat(standing()).isEqualTo(Standing.UNREACHABLE);
        assertThat(cluster.plan().nextLook()).isNull();
    }

    @Test
    void a_node_that_has_what_it_should_have_keeps_it_while_it_is_away_for_a_moment() {
        cluster.worker("a").applied(4, "r1").notReady().wants("r1");
        away();

        assertThat(standing()).isEqualTo(Standing.UPDATED);
        timeGoesBy();
        assertThat(standing()).isEqualTo(Standing.UNREACHABLE);
    }

    @Test
    void what_has_failed_has_failed_wherever_the_node_is() {
        cluster.worker("a")
                .ordered(5, "r1")
                .ended(5, Phase.Failed, "NotHealthyInTime")
                .notReady()
                .wants("r1");
        away();
        timeGoesBy();

        assertThat(standing()).isEqualTo(Standing.FAILED);
    }

    @Test
    void an_order_that_is_open_or_claimed_is_under_way_wherever_the_node_is() {
        cluster.worker("a").applied(4, "r1").ordered(5, "r2").notReady().wants("r2");
        away();
        timeGoesBy();
        assertThat(standing()).isEqualTo(Standing.CHANGING);

        cluster.worker("a")
                .applied(4, "r1")
                .ordered(5, "r2")
                .claimed(5)
                .notReady()
                .wantsFormer();
        assertThat(standing()).isEqualTo(Standing.CHANGING);
    }

    @Test
    void a_node_that_never_reported_may_run_anything_unless_nothing_was_ever_wanted_of_it() {
        cluster.worker("a").silent().notReady().wants("r1");
        away();
        timeGoesBy();
        assertThat(standing()).isEqualTo(Standing.SILENT);

        cluster.desired.clear();
        assertThat(standing()).isEqualTo(Standing.UNREACHABLE);
    }

    @Test
    void a_node_that_nobody_can_tell_what_to_have_is_held() {
        cluster.worker("a").applied(4, "r1").keeps("Conflict");

        assertThat(standing()).isEqualTo(Standing.HELD);

        // Its agent's first word would change nothing.
        cluster.worker("a").silent().keeps("Conflict");
        assertThat(standing()).isEqualTo(Standing.HELD);
    }

    @Test
    void a_failure_that_is_asked_for_again_without_help_is_another_than_one_that_is_not() {
        cluster.worker("a")
                .ordered(5, "r1")
                .ended(5, Phase.Refused, "NodeUnhealthy")
                .wants("r1");
        assertThat(standing()).isEqualTo(Standing.RETRYING);

        cluster.worker("a")
                .ordered(5, "r1")
                .ended(5, Phase.RolledBack, "NotHealthyInTime")
                .retry(5)
                .wants("r1");
        assertThat(standing()).isEqualTo(Standing.RETRYING);
    }

    @ParameterizedTest
    @CsvSource({"r1,STRANDED", "former,UNSUPPORTED", ",UNSUPPORTED"})
    void a_node_that_can_no_longer_be_configured_is_stranded_with_what_it_was_given(
            @Nullable String applied, Standing expected) {
        Fixture.NodeBuilder node = cluster.worker("a");
        if (applied != null) node.applied(4, applied);
        node.unsupported().wantsFormer();

        assertThat(standing()).isEqualTo(expected);
    }
}
