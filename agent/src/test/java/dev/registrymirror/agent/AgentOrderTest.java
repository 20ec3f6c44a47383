package dev.registrymirror.agent;

import static dev.registrymirror.agent.AgentRun.soon;
import static dev.registrymirror.agent.change.TestNode.A;
import static dev.registrymirror.agent.change.TestNode.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.change.TestNode;
import dev.registrymirror.agent.layout.Layout;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From first contact to the outcome of an order, with an API server that answers. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AgentOrderTest {
    @AutoClose
    private final AgentRun agent;

    AgentOrderTest(@TempDir Path folder) throws IOException {
        agent = new AgentRun(folder);
        agent.object.create("o-1", TestNode.UID);
    }

    @Test
    void firstContactSaysWhoIsThereInOneWriteAndTouchesNothing() throws Exception {
        agent.start();
        agent.wrote("Idle");
        assertThat(agent.object.writes().getFirst())
                .isEqualTo(Map.of(
                        "agent",
                        Map.of(
                                "publicKey", agent.node.keyPair().publicKey().encodeBase64(),
                                "nodeUID", TestNode.UID,
                                "distribution", "rke2",
                                "role", "agent",
                                "unit", "rke2-agent.service",
                                "version", "1.2.3"),
                        "phase",
                        "Idle",
                        "restarts",
                        0));
        agent.stop();
        agent.untouched();
    }

    @Test
    void anObjectThatComesLateIsWaitedFor() throws Exception {
        agent.object.delete();
        agent.start();
        soon(() -> assertThat(agent.server.requests).anyMatch(request -> request.contains("watch=true")));
        agent.object.create("o-2", TestNode.UID);
        agent.wrote("Idle");
    }

    @Test
    void anOrderTakesOneWriteForItsClaimAndOneForItsOutcome() throws Exception {
        agent.start();
        agent.wrote("Idle");
        agent.object.grant(agent.node.apply(7, A));
        agent.wrote("Idle", "Claimed", "Applied");
        assertThat(agent.object.written("claimed")).containsExactly(null, 7, 7);
        assertThat(agent.object.written("observed")).containsExactly(null, null, 7);
        agent.stop();
        assertThat(agent.node.file()).isEqualTo(A);
        assertThat(agent.node.rke2.hasRead()).isEqualTo(A);
        assertThat(agent.object.writes().getLast().get("applied"))
                .isEqualTo(Map.of(
                        "sequence",
                        7,
                        "revision",
                        "r7",
                        "invocationID",
                        agent.node.rke2.invocationId(),
                        "time",
                        "2026-01-02T03:04:05Z"));
        assertThat(agent.object.writes().getLast().get("restarts")).isEqualTo(1);
    }

    @Test
    void anOrderThatIsThereAtFirstContactNeedsNoContactOfItsOwn() throws Exception {
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        agent.wrote("Claimed", "Applied");
    }

    @Test
    void theSameOrderSeenAgainAndAgainIsCarriedOutOnceAlsoByTheNextAgent() throws Exception {
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        agent.wrote("Claimed", "Applied");
        agent.object.grant(agent.node.apply(7, B));
        agent.heardOf(7);
        agent.stop();
        agent.start();
        agent.object.grant(agent.node.apply(6, B));
        agent.heardOf(6);
        agent.object.grant(agent.node.apply(8, A));
        agent.wrote("Claimed", "Applied", "Claimed", "Applied");
        agent.stop();
        assertThat(agent.node.file()).isEqualTo(A);
        assertThat(agent.node.rke2.restarts).isEqualTo(1);
    }

    @Test
    void anOrderThatIsRefusedIsAnsweredWithItsReasonAndLeavesTheNodeAsItWas() throws Exception {
        agent.object.grant(agent.node.apply(7, "mirrors: [\n"));
        agent.start();
        agent.wrote("Claimed", "Refused");
        assertThat(agent.object.writes().getLast().get("reason")).isEqualTo(Reasons.FILE_REFUSED);
        agent.stop();
        agent.untouched();
    }

    @Test
    void anOrderWithdrawnWhileItsClaimIsUnderWayIsNotCarriedOut() throws Exception {
        agent.start();
        agent.wrote("Idle");
        agent.server.thenTo("PUT", agent.after(agent.object::withdraw));
        agent.object.grant(agent.node.apply(7, A));
        agent.wrote("Idle", "Refused");
        assertThat(agent.object.writes().getLast())
                .satisfies(status -> assertThat(status.get("observed")).isEqualTo(7))
                .satisfies(status -> assertThat(status.get("reason")).isEqualTo(Reasons.ORDER_WITHDRAWN));
        agent.object.grant(agent.node.apply(8, B));
        agent.wrote("Idle", "Refused", "Claimed", "Applied");
        agent.stop();
        assertThat(agent.node.file()).isEqualTo(B);
        assertThat(agent.node.rke2.restarts).isEqualTo(1);
    }

    @Test
    void anOrderReplacedWhileItsClaimIsUnderWayGivesWayToTheNewOne() throws Exception {
        agent.server.thenTo("PUT", agent.after(() -> agent.object.grant(agent.node.apply(8, B))));
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        agent.wrote("Claimed", "Applied");
        assertThat(agent.object.written("claimed")).containsExactly(8, 8);
        agent.stop();
        assertThat(agent.node.file()).isEqualTo(B);
        assertThat(agent.node.rke2.restarts).isEqualTo(1);
    }

    @Test
    void aClaimThatSomebodyWroteInBetweenIsSentAgain() throws Exception {
        agent.server.thenTo("PUT", agent.after(agent.object::touch));
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        agent.wrote("Claimed", "Applied");
        agent.stop();
        assertThat(agent.node.rke2.restarts).isEqualTo(1);
    }

    @Test
    void anOrderThatComesWhileTheOneBeforeIsFoundGoneIsNotLost() throws Exception {
        agent.start();
        agent.wrote("Idle");
        agent.whenSaved(ledger -> {
            if (ledger.change() != null || ledger.highest() != 7) return;
            agent.object.grant(agent.node.apply(8, B));
            agent.heardOf(8);
        });
        agent.server.thenTo("PUT", agent.after(agent.object::withdraw));
        agent.object.grant(agent.node.apply(7, A));
        agent.wrote("Idle", "Claimed", "Applied");
        assertThat(agent.object.written("claimed")).containsExactly(null, 8, 8);
    }

    @Test
    void anOrderThatIsHeardOfBeforeTheAnswerToOnesOwnWriteIsNotLost() throws Exception {
        agent.server.thenTo("PUT", agent.before(() -> {
            agent.object.grant(agent.node.apply(7, A));
            agent.heardOf(7);
        }));
        agent.start();
        agent.wrote("Idle", "Claimed", "Applied");
    }

    @Test
    void anOrderThatIsHeardOfWhileTheObjectIsReadAgainIsNotLost() throws Exception {
        agent.start();
        agent.wrote("Idle");
        agent.server.thenTo("PUT", agent.after(() -> {
            agent.object.withdraw();
            agent.server.thenTo("GET", agent.before(() -> {
                agent.object.grant(agent.node.apply(8, B));
                agent.heardOf(8);
            }));
        }));
        agent.object.grant(agent.node.apply(7, A));
        agent.wrote("Idle", "Claimed", "Applied");
        assertThat(agent.object.written("claimed")).containsExactly(null, 8, 8);
    }

    @Test
    void anUnsupportedNodeIsSaidWithItsReasonAndLookedAtAgain() throws Exception {
        Layout known = agent.node.layout;
        agent.node.layout =
                new Layout.Unsupported(new Cause(Reasons.UNSUPPORTED_LAYOUT, "two units; disable one"), null);
        agent.start();
        agent.wrote("Unsupported");
        assertThat(agent.object.written("reason")).containsExactly(Reasons.UNSUPPORTED_LAYOUT);
        assertThat(agent.object.written("message")).containsExactly("two units; disable one");
        agent.node.layout = known;
        agent.wrote("Unsupported", "Idle");
        agent.object.grant(agent.node.apply(7, A));
        agent.wrote("Unsupported", "Idle", "Claimed", "Applied");
    }
}
