package dev.registrymirror.agent;

import static dev.registrymirror.agent.AgentRun.soon;
import static dev.registrymirror.agent.change.TestNode.A;
import static dev.registrymirror.agent.change.TestNode.B;
import static dev.registrymirror.agent.change.TestNode.FILE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.change.TestNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does to the files between two orders. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AgentDriftTest {
    @AutoClose
    private final AgentRun agent;

    AgentDriftTest(@TempDir Path folder) throws IOException {
        agent = new AgentRun(folder);
        agent.object.create("o-1", TestNode.UID);
    }

    private void applied() throws Exception {
        agent.start();
        agent.wrote("Idle");
        agent.object.grant(agent.node.apply(7, A));
        agent.wrote("Idle", "Claimed", "Applied");
    }

    private @Nullable Object drift() {
        return agent.object.writes().getLast().get("drift") instanceof Map<?, ?> drift ? drift.get("reason") : null;
    }

    @Test
    void isToldAtOnceAndTakenBackWhenItIsPutRight() throws Exception {
        applied();
        Path beside = agent.node.real(FILE).resolveSibling("registries.yaml.swp");
        Files.writeString(beside, B);
        Files.move(beside, agent.node.real(FILE), StandardCopyOption.ATOMIC_MOVE);
        soon(() -> assertThat(drift()).isEqualTo("FileChanged"));
        assertThat(agent.object.writes().getLast().get("phase")).isEqualTo("Applied");

        Files.delete(agent.node.real(FILE));
        soon(() -> assertThat(drift()).isEqualTo("FileGone"));

        Files.writeString(agent.node.real(FILE), A);
        // It was made by an editor now, for everybody to read.
        soon(() -> assertThat(drift()).isIn("FileExposed", null));
        agent.stop();
        assertThat(agent.node.rke2.restarts).isEqualTo(1);
    }

    @Test
    void isSeenByWhoLooksNowAndThen() throws Exception {
        agent.looksEvery(Duration.ofMillis(20));
        applied();
        agent.node.write(FILE, B);
        soon(() -> assertThat(drift()).isEqualTo("FileChanged"));
        int writes = agent.object.writes().size();
        agent.looksAgain(3);
        assertThat(agent.object.writes()).as("nothing new, nothing written").hasSize(writes);
    }

    @Test
    void whatHappensBesideTheFilesIsNoWrite() throws Exception {
        agent.looksEvery(Duration.ofMillis(20));
        applied();
        List<?> before = agent.object.writes();
        Files.writeString(agent.node.real(FILE).resolveSibling("config.yaml"), "node-label: [a=b]");
        Files.writeString(agent.node.real(FILE), "# the same\n" + A);
        agent.looksAgain(3);
        assertThat(agent.object.writes()).isEqualTo(before);
    }

    @Test
    void anOrderPutsItRight() throws Exception {
        applied();
        Files.delete(agent.node.real(FILE));
        soon(() -> assertThat(drift()).isEqualTo("FileGone"));
        agent.object.grant(agent.node.apply(8, A));
        soon(() -> {
            assertThat(agent.object.writes().getLast().get("observed")).isEqualTo(8);
            assertThat(drift()).isNull();
        });
        agent.stop();
        assertThat(agent.node.file()).isEqualTo(A);
        assertThat(agent.node.rke2.restarts).as("it had read the same").isEqualTo(1);
    }
}
