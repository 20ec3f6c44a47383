package dev.registrymirror.agent;

import static dev.registrymirror.agent.AgentRun.soon;
import static dev.registrymirror.agent.change.TestNode.A;
import static dev.registrymirror.agent.change.TestNode.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.change.TestNode;
import dev.registrymirror.agent.order.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Objects and tokens that come and go, for this Node and for another one of its name. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AgentIdentityTest {
    private static final String OTHER = "another-uid";

    @AutoClose
    private final AgentRun agent;

    AgentIdentityTest(@TempDir Path folder) throws IOException {
        agent = new AgentRun(folder);
    }

    @Test
    void anObjectThatIsMadeAnewIsToldWhatTheNodeHasAndChangesNothingOnIt() throws Exception {
        agent.object.create("o-1", TestNode.UID);
        Order order = agent.node.apply(7, A);
        agent.object.grant(order);
        agent.start();
        agent.wrote("Claimed", "Applied");
        agent.object.delete();
        agent.object.create("o-2", TestNode.UID);
        agent.wrote("Claimed", "Applied", "Applied");
        assertThat(agent.object.written("observed")).containsExactly(null, 7, 7);
        // From a backup: the very order, and an older one.
        agent.object.grant(order);
        agent.heardOf(7);
        agent.object.grant(agent.node.apply(6, B));
        agent.heardOf(6);
        agent.object.grant(agent.node.apply(8, A));
        agent.wrote("Claimed", "Applied", "Applied", "Claimed", "Applied");
        agent.stop();
        assertThat(agent.node.file()).isEqualTo(A);
        assertThat(agent.node.rke2.restarts).isEqualTo(1);
    }

    @Test
    void anObjectThatIsDeletedChangesNothing() throws Exception {
        agent.object.create("o-1", TestNode.UID);
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        agent.wrote("Claimed", "Applied");
        agent.object.delete();
        long seen = agent.requests("GET");
        soon(() -> assertThat(agent.requests("GET")).isGreaterThan(seen));
        agent.stop();
        assertThat(agent.node.file()).isEqualTo(A);
        assertThat(agent.object.writes()).hasSize(2);
    }

    @Test
    void theObjectOfAnotherNodeIsLeftAloneWhileTheTokenIsStillOnesOwn() throws Exception {
        agent.object.create("o-1", OTHER);
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        agent.heardOf(7);
        // It is asked again and again whose the token is, and each time the answer is the same.
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        soon(() -> assertThat(System.nanoTime()).isGreaterThan(end));
        agent.stop();
        agent.untouched();
        assertThat(agent.requests("PUT")).isZero();
    }

    @Test
    void theOperatorMakesTheObjectAnewForThisNodeAndItIsServed() throws Exception {
        agent.object.create("o-1", OTHER);
        agent.start();
        agent.object.delete();
        agent.object.create("o-2", TestNode.UID);
        agent.wrote("Idle");
        agent.object.grant(agent.node.apply(7, A));
        agent.wrote("Idle", "Claimed", "Applied");
    }

    @Test
    void theProgramBeginsAnewWhenItsTokenIsTheOtherNodesToo() throws Exception {
        agent.object.create("o-1", OTHER);
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        agent.heardOf(7);
        agent.token(OTHER);
        agent.ended();
        agent.untouched();
        assertThat(agent.requests("PUT")).isZero();
    }

    @Test
    void anotherTokenAloneEndsNothing() throws Exception {
        agent.object.create("o-1", TestNode.UID);
        agent.token(OTHER);
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        agent.wrote("Claimed", "Applied");
    }
}
