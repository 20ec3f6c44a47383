package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.ExistingFile;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.Order.Action;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What failed is not asked again without a reason. */
class AfterAFailureTest {
    private final Fixture cluster = new Fixture();

    /** A worker whose order for r1 ended like this. */
    private Fixture.NodeBuilder ended(Phase phase, String reason) {
        return cluster.worker("a").ordered(5, "r1").ended(5, phase, reason);
    }

    @ParameterizedTest
    @CsvSource({"Refused,UnmanagedFile", "RolledBack,NotHealthyInTime", "Failed,RestartFailed"})
    void the_same_is_not_asked_again(Phase phase, String reason) {
        ended(phase, reason).slot(5).wants("r1");

        Plan plan = cluster.plan();

        assertThat(plan.grants()).isEmpty();
        assertThat(plan.slots().held()).isEmpty();
        assertThat(plan.standings()).containsEntry("a", Standing.FAILED);
        assertThat(plan.waiting()).extracting(Waiting::reason).containsExactly(WaitReasons.FAILED);
        assertThat(plan.nextLook()).isNull();
    }

    @Test
    void another_revision_is_asked() {
        ended(Phase.RolledBack, "NotHealthyInTime").wants("r2");

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

        assertThat(Fixture.granted(cluster.plan())).containsExactly("a");
    }

    @Test
    void the_administrator_can_have_exactly_this_sequence_tried_again() {
        ended(Phase.RolledBack, "x").retry(4).wants("r1");
        assertThat(cluster.plan().grants()).isEmpty();

        ended(Phase.RolledBack, "x").retry(5).wants("r1");
        assertThat(Fixture.granted(cluster.plan())).containsExactly("a");
    }

    @Test
    void a_node_that_has_drifted_is_given_the_same_again_if_the_administrator_says_so() {
        cluster.worker("a").applied(5, "r1").drifted().wants("r1");
        assertThat(cluster.plan().grants()).isEmpty();
        assertThat(cluster.plan().standings()).containsEntry("a", Standing.DRIFTED);

        cluster.worker("a").applied(5, "r1").drifted().retry(5).wants("r1");
        assertThat(Fixture.granted(cluster.plan())).containsExactly("a");

        // What has been put right is not done again.
        cluster.worker("a").applied(5, "r1").retry(5).wants("r1");
        assertThat(cluster.plan().grants()).isEmpty();
    }

    @Test
    void a_refusal_that_may_pass_is_asked_again_after_a_pause() {
        ended(Phase.Refused, "NodeUnhealthy").wants("r1");

        Plan first = cluster.plan();
        assertThat(first.grants()).isEmpty();
        assertThat(first.waiting()).extracting(Waiting::reason).containsExactly(WaitReasons.RETRY_PAUSE);
        assertThat(first.nextLook()).isEqualTo(Fixture.NOON.plus(Patience.FIRST_PAUSE));

        cluster.now = Fixture.NOON.plus(Patience.FIRST_PAUSE);
        assertThat(Fixture.granted(cluster.plan())).containsExactly("a");
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

        assertThat(Fixture.granted(cluster.plan())).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource({"NodeUnhealthy,RETRYING", "CertificateRefused,FAILED"})
    void a_refusal_of_what_was_applied_before_does_not_hide_that_nobody_knows_what_the_node_runs_with(
            String reason, Standing standing) {
        // r1 was applied, r2 failed for good, and going back to r1 was refused.
        cluster.worker("a")
                .applied(4, "r1")
                .ordered(6, "r1")
                .ended(6, Phase.Refused, reason)
                .wants("r1");

        assertThat(cluster.plan().standings()).containsEntry("a", standing);
        cluster.now = Fixture.NOON.plus(Patience.FIRST_PAUSE);
        assertThat(Fixture.granted(cluster.plan())).isEqualTo(standing == Standing.RETRYING ? List.of("a") : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "NodeUnhealthy,true",
        "OrderWithdrawn,true",
        "StaleSeal,true",
        "UnmanagedFile,false",
        "CertificateRefused,false"
    })
    void after_a_refusal_of_something_else_going_back_needs_an_order_where_nobody_had_looked_at_the_node(
            String reason, boolean asked) {
        cluster.worker("a")
                .applied(4, "r1")
                .ordered(6, "r3")
                .ended(6, Phase.Refused, reason)
                .wants("r1");

        assertThat(Fixture.granted(cluster.plan())).isEqualTo(asked ? List.of("a") : List.of());
    }

    @Test
    void a_restoration_that_was_refused_after_a_failure_has_not_taken_place() {
        cluster.restored = true;
        cluster.worker("a")
                .ordered(6, Order.FORMER)
                .ended(6, Phase.Refused, "FormerFileMissing")
                .wantsFormer();

        assertThat(cluster.plan().standings()).containsEntry("a", Standing.FAILED);
    }

    @Test
    void an_order_that_was_taken_back_is_no_failure() {
        ended(Phase.Refused, "OrderWithdrawn").wants("r1");

        assertThat(Fixture.granted(cluster.plan())).containsExactly("a");
    }
}
