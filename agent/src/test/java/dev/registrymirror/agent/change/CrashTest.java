package dev.registrymirror.agent.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.change.FakeRke2.Start;
import dev.registrymirror.agent.change.Mortal.Death;
import dev.registrymirror.agent.change.Mortal.When;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Ownership;
import dev.registrymirror.agent.order.Order;
import dev.registrymirror.agent.order.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever an agent dies of, and wherever, the next one ends the change as if nothing had happened. */
class CrashTest {
    private static final String OLD = TestNode.mirroring("old.example.com");
    private static final String NEW = TestNode.mirroring("new.example.com");

    /** Thousands of syncs: in memory where there is such a place. */
    static final class InMemory implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
                throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "crash")
                    : Files.createTempDirectory("crash");
        }
    }

    @TempDir(factory = InMemory.class)
    Path folder;

    private interface Scenario {
        TestNode begin(Path root) throws IOException;
    }

    private interface OrderOf {
        Order on(TestNode node);
    }

    private interface Expectation {
        void check(TestNode node, Outcome outcome, Object inodeBefore) throws IOException;
    }

    private void everyDeath(String after, Scenario scenario, OrderOf orderOf, Expectation expectation)
            throws IOException {
        int deaths = 0;
        for (When when : When.values()) {
            boolean died = true;
            for (int effect = 0; died; effect++) {
                TestNode node = scenario.begin(folder.resolve(when + "-" + effect));
                Order order = orderOf.on(node);
                String before = node.file();
                Object inode = before.isEmpty() ? "" : node.inode();
                try {
                    node.agent(order, new Mortal(effect, when));
                    died = false;
                } catch (Death _) {
                    deaths++;
                    assertThat(node.file()).as("the file is whole").isIn(before, after);
                }
                Outcome outcome = node.agent(order, Mortal.never());
                assertThat(node.ownFiles())
                        .as("%s %d leaves nothing unfinished", when, effect)
                        .noneMatch(name -> name.startsWith("previous") || name.contains("unfinished"));
                expectation.check(node, outcome, inode);
            }
        }
        assertThat(deaths).as("deaths tried").isGreaterThan(20);
    }

    @Test
    void anApplyIsFinishedWithExactlyOneRestart() throws IOException {
        everyDeath(NEW, TestNode::in, node -> node.apply(7, NEW), (node, outcome, _) -> {
            assertThat(outcome.phase()).isEqualTo(Phase.APPLIED);
            assertThat(node.file()).isEqualTo(NEW);
            assertThat(node.rke2.hasRead()).isEqualTo(NEW);
            assertThat(node.rke2.restarts).isEqualTo(1);
            assertThat(node.ledger().restarts()).isEqualTo(1);
        });
    }

    @Test
    void halfAFileWithCredentialsDoesNotStayBesideTheFileWhenTheNextAgentRefusesTheOrder() throws IOException {
        for (int effect = 0; ; effect++) {
            TestNode node = TestNode.in(folder.resolve("half-" + effect));
            Path half = node.real(TestNode.FILE).resolveSibling(".registries.yaml.unfinished");
            try {
                node.agent(node.apply(7, NEW), new Mortal(effect, When.MIDDLE));
                throw new AssertionError("no effect writes the file");
            } catch (Death _) {
                if (!Files.exists(half)) continue;
            }
            node.rke2.ails("the kubelet does not answer");
            assertThat(node.agent(node.apply(7, NEW), Mortal.never()).phase()).isEqualTo(Phase.REFUSED);
            assertThat(half).doesNotExist();
            return;
        }
    }

    @Test
    void aTakenOverFileIsKeptAndItsSuccessorReadOnce() throws IOException {
        everyDeath(
                NEW,
                root -> TestNode.withFile(root, OLD),
                node -> node.applyReplacing(7, NEW),
                (node, outcome, inodeBefore) -> {
                    assertThat(outcome.phase()).isEqualTo(Phase.APPLIED);
                    assertThat(node.file()).isEqualTo(NEW);
                    assertThat(node.rke2.restarts).isEqualTo(1);
                    Path former = node.real(TestNode.OWN).resolve("former.yaml");
                    assertThat(Files.getAttribute(former, "unix:ino")).isEqualTo(inodeBefore);
                });
    }

    @ParameterizedTest
    @EnumSource(Start.class)
    void aChangeThatDoesNoGoodIsTakenBackWithExactlyOneMoreRestart(Start how) throws IOException {
        everyDeath(
                NEW,
                root -> {
                    TestNode node = TestNode.withFile(root, OLD);
                    node.rke2.breaksWith(NEW::equals, how);
                    node.rke2.stopsInSeconds(3);
                    return node;
                },
                node -> node.applyReplacing(7, NEW),
                (node, outcome, inodeBefore) -> {
                    assertThat(outcome.phase()).isEqualTo(Phase.ROLLED_BACK);
                    assertThat(node.file()).isEqualTo(OLD);
                    assertThat(node.inode()).isEqualTo(inodeBefore);
                    assertThat(node.rke2.hasRead()).isEqualTo(OLD);
                    assertThat(node.rke2.restarts).isEqualTo(2);
                    assertThat(node.ledger().ownership()).isEqualTo(new Ownership.Nothing());
                    assertThat(node.ownFiles()).isEmpty();
                });
    }

    @Test
    void aRestoreGivesTheVeryFileBack() throws IOException {
        Object[] inode = new Object[1];
        everyDeath(
                OLD,
                root -> {
                    TestNode node = TestNode.withFile(root, OLD);
                    inode[0] = node.inode();
                    node.carryOut(node.applyReplacing(7, NEW));
                    return node;
                },
                node -> node.restore(8),
                (node, outcome, _) -> {
                    assertThat(outcome.phase()).isEqualTo(Phase.APPLIED);
                    assertThat(node.file()).isEqualTo(OLD);
                    assertThat(node.inode()).isEqualTo(inode[0]);
                    assertThat(node.rke2.restarts).isEqualTo(2);
                    assertThat(node.real(TestNode.OWN)).doesNotExist();
                });
    }

    @Test
    void aRestoreOfAbsenceLeavesNothing() throws IOException {
        everyDeath(
                "",
                root -> {
                    TestNode node = TestNode.in(root);
                    node.carryOut(node.apply(7, NEW));
                    return node;
                },
                node -> node.restore(8),
                (node, outcome, _) -> {
                    assertThat(outcome.phase()).isEqualTo(Phase.APPLIED);
                    assertThat(node.real(TestNode.FILE)).doesNotExist();
                    assertThat(node.real(TestNode.OWN)).doesNotExist();
                    assertThat(node.rke2.hasRead()).isEmpty();
                    assertThat(node.rke2.restarts).isEqualTo(2);
                });
    }
}
