package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.operator.plan.Slots.Slot;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who waits for others is told for whom. */
class BlockersTest {
    private final Fixture cluster = new Fixture();

    private String messageOf(String reason) {
        return cluster.plan().waiting().stream()
                .filter(waiting -> waiting.reason().equals(reason))
                .findFirst()
                .orElseThrow()
                .message();
    }

    @Test
    void a_full_pool_names_the_nodes_that_fill_it_and_what_is_the_matter_with_them() {
        cluster.pools.add(Fixture.pool("gpu", new IntOrString(4), Map.of("pool", "gpu")));
        cluster.pools.add(Fixture.pool("rest", new IntOrString(1), Map.of()));
        Map<String, String> gpu = Map.of("pool", "gpu");
        cluster.worker("g1").labels(gpu).applied(4, "r1").claimed(5).wants("r1");
        cluster.worker("g2").labels(gpu).agentNotReady().wants("r1");
        cluster.worker("g3").labels(gpu).notReady().wants("r1");
        cluster.worker("g4").labels(gpu).withoutObject().wants("r1");
        cluster.worker("g5").labels(gpu).wants("r1");
        cluster.worker("other").notReady();

        assertThat(messageOf(WaitReasons.MAX_UNAVAILABLE))
                .isEqualTo(
                        "unavailable in pool gpu: g2 (AgentNotReady), g3 (NodeNotReady), g4 (AgentNotReported), g1 (changing)");
    }

    @Test
    void each_pool_that_is_full_is_told_of() {
        cluster.pools.add(Fixture.pool("gpu", new IntOrString(1), Map.of("pool", "gpu")));
        cluster.pools.add(Fixture.pool("rest", new IntOrString(1), Map.of()));
        cluster.worker("g1").labels(Map.of("pool", "gpu")).notReady();
        cluster.worker("g2").labels(Map.of("pool", "gpu")).wants("r1");
        cluster.worker("w1").wants("r1");
        cluster.worker("w2").wants("r1");

        assertThat(messageOf(WaitReasons.MAX_UNAVAILABLE))
                .isEqualTo("unavailable in pool gpu: g1 (NodeNotReady); unavailable in pool rest: w1 (changing)");
    }

    @Test
    void of_many_five_are_named() {
        IntStream.range(0, 9).forEach(i -> cluster.worker("down-" + i).notReady());
        cluster.worker("w").wants("r1");

        assertThat(messageOf(WaitReasons.MAX_UNAVAILABLE))
                .contains("down-0", "down-4", "and 4 more")
                .doesNotContain("down-5");
    }

    @Test
    void servers_are_told_which_one_they_wait_for_even_where_it_is_only_perhaps_a_server() {
        cluster.pools.add(Fixture.pool("all", new IntOrString(9), Map.of()));
        cluster.worker("dead").silent().notReady();
        cluster.server("s1").notReady();
        cluster.server("s2").wants("r1");

        assertThat(messageOf(WaitReasons.ONE_SERVER_AT_A_TIME))
                .isEqualTo("unavailable: dead (NodeNotReady, perhaps a server), s1 (NodeNotReady)");
    }

    @Test
    void the_holder_of_a_slot_that_nobody_sees_is_named() {
        cluster.held.put("stranger", new Slot("u", 9));
        cluster.worker("w").wants("r1");

        assertThat(messageOf(WaitReasons.MAX_UNAVAILABLE)).contains("stranger (changing, and not seen)");
    }
}
