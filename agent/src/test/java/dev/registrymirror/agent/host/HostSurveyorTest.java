package dev.registrymirror.agent.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.registrymirror.agent.change.Systemd;
import dev.registrymirror.agent.layout.Layout;
import dev.registrymirror.agent.layout.Layout.HealthPlan;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.layout.Layout.Unsupported;
import dev.registrymirror.agent.layout.Role;
import dev.registrymirror.agent.layout.UnitFacts;
import dev.registrymirror.agent.layout.Units;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.file.RegistriesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Units, settings and files of a host as they are found, and what is concluded. */
class HostSurveyorTest {
    private static final Path SOCKET = Path.of("/run/k3s/containerd/containerd.sock");

    @TempDir
    Path host;

    private final List<UnitFacts> units = new ArrayList<>();

    /** A bus on which these units are loaded. */
    private final class Bus implements Systemd {
        private final @Nullable IOException failure;

        Bus(@Nullable IOException failure) {
            this.failure = failure;
        }

        @Override
        public List<UnitFacts> units(List<String> patterns) throws IOException {
            if (failure != null) throw failure;
            assertThat(patterns).isEqualTo(Units.PATTERNS);
            return units;
        }

        @Override
        public UnitState state(String unit) {
            throw new AssertionError("a survey does not ask how a unit is");
        }

        @Override
        public void tryRestart(String unit) {
            throw new AssertionError("a survey changes nothing");
        }

        @Override
        public void resetFailed(String unit) {
            throw new AssertionError("a survey changes nothing");
        }

        @Override
        public void restart(String unit) {
            throw new AssertionError("a survey changes nothing");
        }
    }

    private void unit(String name, boolean running, String... command) {
        units.add(new UnitFacts(name, running, running, List.of(command), List.of(), List.of()));
    }

    private void rke2Agent() {
        rke2Agent(List.of(), List.of(), List.of());
    }

    private void rke2Agent(List<String> flags, List<String> environment, List<String> environmentFiles) {
        units.clear();
        List<String> command = new ArrayList<>(List.of("/usr/local/bin/rke2", "agent"));
        command.addAll(flags);
        units.add(new UnitFacts("rke2-agent.service", true, true, command, environment, environmentFiles));
    }

    private Path file(String path, String... lines) throws IOException {
        Path real = host.resolve(path.substring(1));
        Files.createDirectories(real.getParent());
        return Files.writeString(real, String.join("\n", lines) + "\n");
    }

    private Layout survey() throws IOException {
        return new HostSurveyor(new Bus(null), host, host.resolve("mountinfo")).survey();
    }

    private void reads(String registriesFile) throws IOException {
        assertThat(survey())
                .isInstanceOfSatisfying(
                        Known.class, known -> assertThat(known.registriesFile()).isEqualTo(Path.of(registriesFile)));
    }

    private void unsupported(String... words) throws IOException {
        assertThat(survey())
                .isInstanceOfSatisfying(
                        Unsupported.class,
                        unsupported -> assertThat(unsupported.cause().message()).contains(words));
    }

    @ParameterizedTest
    @CsvSource({
        "rke2-server.service, /usr/local/bin/rke2, server, RKE2, SERVER, 6443",
        "rke2-agent.service,  /opt/rke2/bin/rke2,  agent,  RKE2, AGENT,  0",
        "k3s.service,         /usr/local/bin/k3s,  server, K3S,  SERVER, 6443",
        "k3s-agent.service,   /usr/local/bin/k3s,  agent,  K3S,  AGENT,  0",
        "k3s-blue.service,    /usr/local/bin/k3s,  agent,  K3S,  AGENT,  0"
    })
    void everyKindOfNodeIsKnownWithoutASettingsFile(
            String unit, String program, String command, Distribution distribution, Role role, int apiServer)
            throws IOException {
        unit(unit, true, program, command);
        String folder = "/etc/rancher/" + distribution.program();
        assertThat(survey())
                .isEqualTo(new Known(
                        distribution,
                        role,
                        unit,
                        Path.of(folder + "/registries.yaml"),
                        Path.of(folder + "/registry-mirror"),
                        new HealthPlan(SOCKET, List.of("127.0.0.1", "::1"), 10248, apiServer)));
    }

    @Test
    void aRegistriesYamlThatCouldNotComeBackAsItWasIsSaid() throws IOException {
        rke2Agent();
        Path file = file("/etc/rancher/rke2/registries.yaml", "mirrors: {}");
        reads("/etc/rancher/rke2/registries.yaml");
        Files.delete(file);
        Files.createDirectory(file);
        unsupported("/etc/rancher/rke2/registries.yaml is a folder; remove it");
    }

    @Test
    void aRegistriesYamlOfAnotherOwnerIsSaid() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "giving a file away takes root");
        rke2Agent();
        Files.setAttribute(file("/etc/rancher/rke2/registries.yaml", "mirrors: {}"), "unix:uid", 1000);
        unsupported("/etc/rancher/rke2/registries.yaml belongs to uid 1000", "chown root:root");
    }

    @Test
    void aRegistriesYamlThatIsTooLargeForASmallHeapIsSaid() throws IOException {
        rke2Agent();
        Path file = file("/etc/rancher/rke2/registries.yaml", "#".repeat(RegistriesReader.MAX_BYTES - 1));
        reads("/etc/rancher/rke2/registries.yaml");
        Files.writeString(file, "#", StandardOpenOption.APPEND);
        unsupported("/etc/rancher/rke2/registries.yaml has 1048577 bytes", "make it smaller");
    }

    @Test
    void aMountPointThatIsNotUtf8IsSomebodyElses() throws IOException {
        rke2Agent();
        Files.write(
                host.resolve("mountinfo"), "36 35 98:0 / /mnt/caf\u00e9 rw - ext4 /dev/a rw\n".getBytes(ISO_8859_1));
        reads("/etc/rancher/rke2/registries.yaml");
    }

    @Test
    void bothUnitsThatRunAndNoneThatDoesAreSaid() throws IOException {
        unsupported("neither RKE2 nor K3s runs on this node", "start it, or exclude the node");
        rke2Agent();
        unit("rke2-server.service", false, "/usr/local/bin/rke2", "server");
        reads("/etc/rancher/rke2/registries.yaml");
        unit("k3s.service", true, "/usr/local/bin/k3s", "server");
        unsupported("k3s.service and rke2-agent.service", "disable one");
    }

    @Test
    void aBusThatDoesNotAnswerIsAnErrorAndNoLayout() {
        assertThatThrownBy(() -> new HostSurveyor(new Bus(new IOException("no such socket")), host).survey())
                .hasMessage("no such socket");
    }

    @Test
    void settingsAreTakenFromTheFileThenItsFolderThenTheCommand() throws IOException {
        rke2Agent();
        file("/etc/rancher/rke2/config.yaml", "private-registry: /etc/rancher/one.yaml", "data-dir: /data/rke2");
        assertThat(survey()).isInstanceOfSatisfying(Known.class, known -> {
            assertThat(known.registriesFile()).isEqualTo(Path.of("/etc/rancher/one.yaml"));
            // RKE2 has its socket there wherever its data is.
            assertThat(known.health().containerdSocket()).isEqualTo(SOCKET);
        });
        file("/etc/rancher/rke2/config.yaml.d/20-b.YML", "private-registry: /etc/rancher/three.yaml");
        file("/etc/rancher/rke2/config.yaml.d/10-a.yaml", "private-registry: /etc/rancher/two.yaml");
        file("/etc/rancher/rke2/config.yaml.d/90-note.txt", "private-registry: /etc/rancher/note.yaml");
        Files.createDirectory(host.resolve("etc/rancher/rke2/config.yaml.d/95-folder.yaml"));
        reads("/etc/rancher/three.yaml");
        rke2Agent(List.of("--private-registry=/etc/rancher/four.yaml"), List.of(), List.of());
        reads("/etc/rancher/four.yaml");
    }

    @Test
    void theSettingsFileIsMovedByFlagByVariableAndByEnvironmentFileEachOverTheOneBefore() throws IOException {
        for (String name : List.of("flag", "variable", "file")) {
            file("/opt/" + name + "/config.yaml", "private-registry: /etc/rancher/" + name + ".yaml");
        }
        file("/opt/flag/config.yaml.d/a.yaml", "private-registry: /etc/rancher/flag-folder.yaml");
        List<String> flags = List.of("-c", "/opt/flag/config.yaml");
        rke2Agent(flags, List.of(), List.of());
        reads("/etc/rancher/flag-folder.yaml");
        List<String> environment = List.of("HOME=/root", "RKE2_CONFIG_FILE=/opt/variable/config.yaml");
        rke2Agent(flags, environment, List.of());
        reads("/etc/rancher/variable.yaml");
        file("/etc/default/rke2-agent", "# RKE2_CONFIG_FILE=/nowhere", "RKE2_CONFIG_FILE=\"/opt/file/config.yaml\"");
        rke2Agent(flags, environment, List.of("/etc/default/rke2-agent", "/etc/sysconfig/absent"));
        reads("/etc/rancher/file.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:pass@example.com/config.yaml", "config.yaml"})
    void aSettingsFileThatIsNotOnTheHostIsSaidWithoutItsAddress(String where) throws IOException {
        unit("rke2-agent.service", true, "/usr/local/bin/rke2", "agent", "--config", where);
        unsupported("--config", "RKE2_CONFIG_FILE", "/etc/rancher/rke2/config.yaml");
        assertThat(((Unsupported) survey()).cause().message()).doesNotContain("pass");
    }

    @Test
    void aSettingsFileBehindLinksIsReadAsTheHostReadsIt() throws IOException {
        rke2Agent();
        file("/srv/conf/rke2.yaml", "private-registry: /etc/rancher/own.yaml");
        Files.createSymbolicLink(host.resolve("srv/current"), Path.of("/srv/conf"));
        Files.createDirectories(host.resolve("etc/rancher/rke2"));
        Files.createSymbolicLink(
                host.resolve("etc/rancher/rke2/config.yaml"), Path.of("../../../srv/current/rke2.yaml"));
        reads("/etc/rancher/own.yaml");
        Files.delete(host.resolve("srv/conf/rke2.yaml"));
        Files.createSymbolicLink(host.resolve("srv/conf/rke2.yaml"), Path.of("/etc/rancher/rke2/config.yaml"));
        unsupported("/etc/rancher/rke2/config.yaml", "symbolic links");
    }

    @Test
    void settingsThatCannotBeReadAreSaidByFileAndLineWithoutTheirContent() throws IOException {
        rke2Agent();
        file("/etc/rancher/rke2/config.yaml", "data-dir: /data");
        Path dropIn = file("/etc/rancher/rke2/config.yaml.d/a.yaml", "token: s3cret", "server: [");
        unsupported("/etc/rancher/rke2/config.yaml.d/a.yaml", "line 3", "put it right");
        assertThat(((Unsupported) survey()).cause().message()).doesNotContain("s3cret");
        Files.writeString(dropIn, "- a list\n");
        unsupported("/etc/rancher/rke2/config.yaml.d/a.yaml", "map of settings");
        Files.writeString(dropIn, "kubelet-arg: !!int abc\n");
        unsupported("/etc/rancher/rke2/config.yaml.d/a.yaml");
        Files.write(dropIn, new byte[] {'a', ':', ' ', (byte) 0xff, '\n'});
        unsupported("/etc/rancher/rke2/config.yaml.d/a.yaml", "UTF-8");
        Files.writeString(dropIn, "private-registry: \"/etc/rancher/a\\0b\"\n");
        unsupported("private-registry");
    }

    @Test
    void aSettingsFileThatIsAFolderIsNoMissingFile() throws IOException {
        rke2Agent();
        Files.createDirectories(host.resolve("etc/rancher/rke2/config.yaml"));
        unsupported("/etc/rancher/rke2/config.yaml cannot be read", "put it right");
    }

    @Test
    void whatMustNotBeTouchedIsSaidWithItsReasonAndRemedy() throws IOException {
        rke2Agent();
        Path config = file("/etc/rancher/rke2/config.yaml", "private-registry: /opt/registries.yaml");
        unsupported("/opt/registries.yaml", "outside /etc/rancher", "move it back");
        Files.writeString(config, "container-runtime-endpoint: unix:///run/containerd/containerd.sock\n");
        unsupported("container-runtime-endpoint", "runs no containerd of its own");
        Files.writeString(config, "");
        Path rancher = file("/etc/rancher/rke2/config.yaml.d/50-rancher.yaml", "{}");
        unsupported("Rancher provisions this node", "in Rancher", "exclude the node");
        Files.delete(rancher);
        Path file = file("/etc/rancher/rke2/registries.yaml", "mirrors: {}");
        Files.writeString(
                host.resolve("mountinfo"),
                "36 35 98:0 / / rw - ext4 /dev/root rw\n37 36 98:0 /a /etc/rancher/rke2/registries.yaml rw - ext4 /dev/a rw\n");
        unsupported("/etc/rancher/rke2/registries.yaml is a mount of its own", "unmount it");
        Files.delete(host.resolve("mountinfo"));
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/srv/registries.yaml"));
        unsupported("/etc/rancher/rke2/registries.yaml is a symbolic link", "put a regular file");
        Files.delete(file);
        reads("/etc/rancher/rke2/registries.yaml");
    }

    @Test
    void aLinkedFolderOnTheWayToTheFileIsSaid() throws IOException {
        rke2Agent();
        Files.createDirectories(host.resolve("etc/rancher"));
        Files.createSymbolicLink(host.resolve("etc/rancher/rke2"), Path.of("/srv/rke2"));
        unsupported("/etc/rancher/rke2 is a symbolic link");
    }
}
