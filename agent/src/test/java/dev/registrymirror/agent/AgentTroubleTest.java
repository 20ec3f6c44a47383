package dev.registrymirror.agent;

import static dev.registrymirror.agent.AgentRun.soon;
import static dev.registrymirror.agent.api.FakeApiServer.status;
import static dev.registrymirror.agent.change.TestNode.A;
import static dev.registrymirror.agent.change.TestNode.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.api.FakeApiServer;
import dev.registrymirror.agent.change.TestNode;
import dev.registrymirror.agent.layout.Layout;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With an API server that is away, busy or broken, and after the death of an agent. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AgentTroubleTest {
    private static final Path LEDGER = Path.of("/var/lib/registry-mirror/ledger.json");

    private final Path folder;

    @AutoClose
    private AgentRun agent;

    AgentTroubleTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        agent = new AgentRun(folder);
        agent.object.create("o-1", TestNode.UID);
    }

    private void carriedOutOnce(String file) throws Exception {
        agent.stop();
        assertThat(agent.node.file()).isEqualTo(file);
        assertThat(agent.node.rke2.restarts).isEqualTo(1);
    }

    @Test
    void whileNobodyAnswersTheClaimNothingIsTouchedAndThenItIsSentAgain() throws Exception {
        agent.start();
        agent.wrote("Idle");
        agent.object.grant(agent.node.apply(7, A));
        agent.server.thenTo("PUT", _ -> agent.object.away(true));
        soon(() -> assertThat(agent.requests("PUT")).isGreaterThan(3));
        agent.untouched();
        agent.object.away(false);
        agent.wrote("Idle", "Claimed", "Applied");
        carriedOutOnce(A);
    }

    @Test
    void aClaimThatArrivedWithoutItsAnswerIsNotMadeTwice() throws Exception {
        agent.server.thenTo("PUT", agent.lostAnswer());
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        agent.wrote("Claimed", "Applied");
        carriedOutOnce(A);
    }

    @Test
    void aListThatIsBehindTakesNoOrderBackThatADeadAgentWasClaiming() throws Exception {
        agent.start();
        agent.wrote("Idle");
        FakeApiServer.Answer behind = agent.object.listed();
        agent.object.grant(agent.node.apply(7, A));
        agent.server.thenTo("PUT", _ -> agent.object.away(true));
        soon(() -> assertThat(agent.requests("PUT")).isGreaterThan(2));
        agent.stop();
        long before = agent.requests("GET");
        // The watch, which tells of the order, comes after the agent has looked for itself.
        agent.server
                .thenTo("GET", behind)
                .thenTo(
                        "GET",
                        agent.after(() ->
                                soon(() -> assertThat(agent.requests("GET")).isGreaterThan(before + 2))));
        agent.start();
        agent.wrote("Idle", "Claimed", "Applied");
        carriedOutOnce(A);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 503})
    void aClaimThatIsRefusedIsSentAgain(int code) throws Exception {
        List<String> file = new CopyOnWriteArrayList<>();
        agent.server.thenTo("PUT", status(code)).thenTo("PUT", status(code)).thenTo("PUT", exchange -> {
            file.add(agent.node.file());
            agent.object.give(exchange);
        });
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        agent.wrote("Claimed", "Applied");
        assertThat(file).containsExactly("");
        carriedOutOnce(A);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 409, 429, 500})
    void anOutcomeThatIsRefusedIsSentAgain(int code) throws Exception {
        agent.server.thenTo("PUT", agent.object).thenTo("PUT", status(code)).thenTo("PUT", status(code));
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        agent.wrote("Claimed", "Applied");
        assertThat(agent.requests("PUT")).isGreaterThanOrEqualTo(4);
        carriedOutOnce(A);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aServerThatIsTooBusyIsLeftAloneForAsLongAsItAsks(int write) throws Exception {
        List<Long> times = new CopyOnWriteArrayList<>();
        if (write == 2) agent.server.thenTo("PUT", agent.object);
        agent.server.thenTo("PUT", exchange -> {
            times.add(System.nanoTime());
            status(429, "Retry-After", "1").give(exchange);
        });
        agent.server.thenTo("PUT", exchange -> {
            times.add(System.nanoTime());
            agent.object.give(exchange);
        });
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        agent.wrote("Claimed", "Applied");
        assertThat(Duration.ofNanos(times.getLast() - times.getFirst())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anExpiredTokenIsReadAnew() throws Exception {
        agent.server.thenTo("PUT", exchange -> {
            agent.server.token("e30.e30.renewed");
            status(401, "WWW-Authenticate", "Bearer").give(exchange);
        });
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        agent.wrote("Claimed", "Applied");
        assertThat(agent.server.tokens.getLast()).isEqualTo("Bearer e30.e30.renewed");
        carriedOutOnce(A);
    }

    @Test
    void whatHasBegunIsFinishedWithTheServerAwayAndToldWhenItIsBack() throws Exception {
        agent.node.uptime.whenSlept(() -> agent.object.away(true));
        agent.object.grant(agent.node.apply(7, A));
        agent.start();
        soon(() -> assertThat(agent.node.real(LEDGER)).content().contains("\"phase\":\"Applied\""));
        assertThat(agent.object.written("phase")).containsExactly("Claimed");
        agent.node.uptime.whenSlept(() -> {});
        agent.object.away(false);
        agent.wrote("Claimed", "Applied");
        carriedOutOnce(A);
    }

    private void diedAfterCommit() throws IOException {
        agent.close();
        agent = new AgentRun(folder, TestNode.diedAfterCommit(folder, 7, A));
        agent.object.create("o-1", TestNode.UID);
    }

    @Test
    void whatADeadAgentHadBegunIsFinishedWithTheServerAway() throws Exception {
        diedAfterCommit();
        assertThat(agent.node.rke2.restarts).isZero();
        agent.object.away(true);
        agent.start();
        soon(() -> assertThat(agent.node.real(LEDGER)).content().contains("\"phase\":\"Applied\""));
        agent.stop();
        assertThat(agent.object.writes()).isEmpty();
        carriedOutOnce(A);
    }

    @Test
    void whatADeadAgentHadBegunIsFinishedBeforeTheNextOrder() throws Exception {
        diedAfterCommit();
        agent.object.grant(agent.node.apply(8, B));
        agent.start();
        agent.wrote("Claimed", "Applied");
        assertThat(agent.object.written("claimed")).containsExactly(8, 8);
        assertThat(agent.object.written("observed")).containsExactly(7, 8);
        agent.stop();
        assertThat(agent.node.file()).isEqualTo(B);
        assertThat(agent.node.rke2.restarts).isEqualTo(2);
    }

    @Test
    void aNodeThatCannotBeUnderstoodKeepsWhatADeadAgentHadBegunUntilItCan() throws Exception {
        diedAfterCommit();
        Layout known = agent.node.layout;
        agent.node.layout = new Layout.Unsupported(new Cause(Reasons.UNSUPPORTED_LAYOUT, "no bus"), null);
        agent.object.grant(agent.node.apply(8, B));
        agent.start();
        agent.heardOf(8);
        agent.stop();
        assertThat(agent.object.writes()).isEmpty();
        assertThat(agent.node.file()).isEqualTo(A);
        agent.node.layout = known;
        agent.start();
        agent.wrote("Claimed", "Applied");
        assertThat(agent.object.written("observed")).containsExactly(7, 8);
    }
}
