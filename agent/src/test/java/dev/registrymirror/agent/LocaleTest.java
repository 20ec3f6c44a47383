package dev.registrymirror.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.change.ChangeRunner;
import dev.registrymirror.agent.change.ClaimBoard;
import dev.registrymirror.agent.change.Systemd;
import dev.registrymirror.agent.change.TestNode;
import dev.registrymirror.agent.host.HostSurveyor;
import dev.registrymirror.agent.layout.Layout;
import dev.registrymirror.agent.layout.UnitFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's image has no locale, and without one a JVM cannot even say a path that is not ASCII. Nothing on a node may stop it. */
class LocaleTest {
    @Test
    void aNameBeyondAsciiIsSaidAndLeavesTheAgentAtWork(@TempDir Path folder) throws Exception {
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LocaleTest.class.getName(),
                folder.toString());
        program.environment().put("LC_ALL", "C");
        Process process = program.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .contains("paths are in ANSI_X3.4-1968")
                .contains("caFile: REFUSED FileRefused")
                .contains("EnvironmentFile: Unsupported", "an EnvironmentFile of rke2-agent.service")
                .contains("--config: Unsupported", "RKE2_CONFIG_FILE")
                .contains("ExecStart: Known", "drop-in: Known")
                .contains("in our folder: tidied");
    }

    /** What the test runs without a locale. */
    public static void main(String[] arguments) throws Exception {
        say("paths are in " + System.getProperty("sun.jnu.encoding"));
        Path root = Path.of(arguments[0]);
        TestNode node = TestNode.in(root);
        String yaml = "configs:\n  m.example.com:\n    tls:\n      ca_file: \"/etc/ssl/caf\u00e9.pem\"\n";
        ChangeRunner runner = new ChangeRunner(
                node.found(), () -> node.layout, new NodeUnsealer(node.keyPair(), TestNode.NODE, TestNode.UID));
        if (runner.carryOut(node.apply(1, yaml), true, () -> ClaimBoard.Answer.ACCEPTED)
                instanceof ChangeRunner.Result.Ended(var outcome)) {
            say("caFile: " + outcome.phase() + " " + outcome.cause().reason());
        }
        say("EnvironmentFile: " + survey(root, unit("/usr/local/bin/rke2", List.of(), "/etc/default/caf\u00e9")));
        say("--config: " + survey(root, unit("/usr/local/bin/rke2", List.of("--config=/etc/caf\u00e9"))));
        say("ExecStart: " + survey(root, unit("/opt/caf\u00e9/rke2", List.of())));
        touch(Files.createDirectories(root.resolve("etc/rancher/rke2/config.yaml.d")), "yaml");
        say("drop-in: " + survey(root, unit("/usr/local/bin/rke2", List.of())));
        touch(Files.createDirectories(node.real(TestNode.OWN)), "pem");
        runner.wakeUp((Layout.Known) node.layout);
        say("in our folder: tidied");
    }

    /** This JVM could not. */
    private static void touch(Path folder, String suffix) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", ": > \"$(printf 'caf\\303\\251').\"" + suffix)
                .directory(folder.toFile())
                .start()
                .waitFor();
    }

    private static UnitFacts unit(String program, List<String> flags, String... environmentFiles) {
        List<String> command = new ArrayList<>(List.of(program, "agent"));
        command.addAll(flags);
        return new UnitFacts("rke2-agent.service", true, true, command, List.of(), List.of(environmentFiles));
    }

    private static Layout survey(Path root, UnitFacts unit) throws IOException {
        return new HostSurveyor(new Bus(unit), root).survey();
    }

    private static void say(String what) {
        System.out.println(what);
    }

    /** A bus on which this unit is loaded. */
    private record Bus(UnitFacts unit) implements Systemd {
        @Override
        public List<UnitFacts> units(List<String> patterns) {
            return List.of(unit);
        }

        @Override
        public UnitState state(String name) {
            throw new AssertionError("a survey does not ask how a unit is");
        }

        @Override
        public void tryRestart(String name) {
            throw new AssertionError("a survey changes nothing");
        }

        @Override
        public void resetFailed(String name) {
            throw new AssertionError("a survey changes nothing");
        }

        @Override
        public void restart(String name) {
            throw new AssertionError("a survey changes nothing");
        }
    }
}
