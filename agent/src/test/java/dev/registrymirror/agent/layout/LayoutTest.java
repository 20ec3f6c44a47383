package dev.registrymirror.agent.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.layout.Layout.UnitName;
import dev.registrymirror.agent.layout.Layout.Unsupported;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.registries.compose.Distribution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final UnitName AGENT = new UnitName(Distribution.RKE2, Role.AGENT, "rke2-agent.service");
    private static final UnitName SERVER = new UnitName(Distribution.K3S, Role.SERVER, "k3s.service");

    private static UnitFacts unit(String name, boolean running, boolean enabled, String... command) {
        return new UnitFacts(name, running, enabled, List.of(command), List.of(), List.of());
    }

    private static Layout of(UnitName unit, Map<String, ?> settings) {
        return Layouts.of(new LayoutFacts(unit, Settings.NONE.plusFile(settings), false, "", false, ""));
    }

    @Test
    void theUnitThatRunsIsTheNodesEvenWhereTheOtherIsInstalled() {
        var choice = Units.choose(List.of(
                unit("rke2-server.service", false, false, "/usr/local/bin/rke2", "server"),
                unit("rke2-agent.service", true, true, "/usr/local/bin/rke2", "agent")));
        assertThat(choice)
                .isInstanceOfSatisfying(
                        Units.Choice.Chosen.class,
                        chosen -> assertThat(chosen.unit()).isEqualTo(AGENT));
    }

    @Test
    void aUnitThatOnlyHasSuchANameIsPassedOver() {
        assertThat(Units.choose(List.of(
                        unit("k3s-backup.service", true, true, "/usr/local/bin/backup", "k3s"),
                        unit("k3s-agent.service", true, true, "/usr/local/bin/k3s", "agent"))))
                .isInstanceOfSatisfying(
                        Units.Choice.Chosen.class,
                        chosen -> assertThat(chosen.unit().unit()).isEqualTo("k3s-agent.service"));
    }

    @Test
    void aStoppedUnitIsStillTheNodesWhereItIsTheOnlyOneEnabled() {
        assertThat(Units.choose(List.of(
                        unit("k3s.service", false, true, "/usr/local/bin/k3s", "server"),
                        unit("k3s-old.service", false, false, "/usr/local/bin/k3s", "server"))))
                .isInstanceOf(Units.Choice.Chosen.class);
    }

    @Test
    void aNamedInstallationOfK3sTellsItsRoleByItsCommand() {
        assertThat(Units.choose(List.of(unit("k3s-blue.service", true, true, "/opt/k3s", "agent"))))
                .isInstanceOfSatisfying(
                        Units.Choice.Chosen.class,
                        chosen -> assertThat(chosen.unit())
                                .isEqualTo(new UnitName(Distribution.K3S, Role.AGENT, "k3s-blue.service")));
    }

    @Test
    void twoActiveUnitsNoUnitAndAnUnknownProgramAreSaid() {
        assertThat(Units.choose(List.of(
                        unit("rke2-server.service", true, true, "/usr/local/bin/rke2", "server"),
                        unit("rke2-agent.service", true, true, "/usr/local/bin/rke2", "agent"))))
                .isInstanceOfSatisfying(
                        Units.Choice.NoneFit.class,
                        none -> assertThat(none.cause().message())
                                .contains("rke2-agent.service and rke2-server.service"));
        assertThat(Units.choose(List.of())).isInstanceOf(Units.Choice.NoneFit.class);
        assertThat(Units.choose(List.of(unit("k3s.service", true, true, "/usr/bin/wrapper", "server"))))
                .isInstanceOf(Units.Choice.NoneFit.class);
    }

    @Test
    void aPlainNodeIsWhereTheDocumentationSays() {
        assertThat(of(AGENT, Map.of())).isInstanceOfSatisfying(Known.class, known -> {
            assertThat(known.registriesFile()).isEqualTo(Path.of("/etc/rancher/rke2/registries.yaml"));
            assertThat(known.ownFolder()).isEqualTo(Path.of("/etc/rancher/rke2/registry-mirror"));
            assertThat(known.health().kubeletPort()).isEqualTo(10248);
            assertThat(known.health().apiServerPort()).isZero();
        });
        assertThat(of(SERVER, Map.of("https-listen-port", 7443)))
                .isInstanceOfSatisfying(
                        Known.class,
                        known -> assertThat(known.health().apiServerPort()).isEqualTo(7443));
    }

    @Test
    void settingsThatMoveThingsAreFollowed() {
        assertThat(of(AGENT, Map.of("private-registry", "/etc/rancher/own/reg.yaml")))
                .isInstanceOfSatisfying(
                        Known.class,
                        known -> assertThat(known.registriesFile()).isEqualTo(Path.of("/etc/rancher/own/reg.yaml")));
        assertThat(of(AGENT, Map.of("kubelet-arg", List.of("max-pods=50", "healthz-port=0"))))
                .isInstanceOfSatisfying(
                        Known.class,
                        known -> assertThat(known.health().kubeletPort()).isZero());
        assertThat(of(SERVER, Map.of("disable-apiserver", true)))
                .isInstanceOfSatisfying(
                        Known.class,
                        known -> assertThat(known.health().apiServerPort()).isZero());
    }

    private static void unsupported(Layout layout, String reason, String message) {
        assertThat(layout).isInstanceOfSatisfying(Unsupported.class, unsupported -> {
            assertThat(unsupported.cause().reason()).isEqualTo(reason);
            assertThat(unsupported.cause().message()).contains(message);
        });
    }

    @Test
    void whatCannotBeHandledSafelyIsSaidWithItsReason() {
        unsupported(
                of(AGENT, Map.of("private-registry", "/opt/registries.yaml")),
                Reasons.UNSUPPORTED_LAYOUT,
                "/opt/registries.yaml");
        unsupported(
                of(AGENT, Map.of("private-registry", "/etc/rancher/../shadow")),
                Reasons.UNSUPPORTED_LAYOUT,
                "/etc/shadow");
        unsupported(
                of(AGENT, Map.of("container-runtime-endpoint", "/run/docker.sock")),
                Reasons.UNSUPPORTED_LAYOUT,
                "container-runtime-endpoint");
        unsupported(
                Layouts.of(new LayoutFacts(AGENT, Settings.NONE, true, "", false, "")),
                Reasons.RANCHER_PROVISIONED,
                "50-rancher.yaml");
        unsupported(
                Layouts.of(new LayoutFacts(AGENT, Settings.NONE, false, "/etc/rancher/rke2", false, "")),
                Reasons.UNSUPPORTED_LAYOUT,
                "symbolic link");
        unsupported(
                Layouts.of(new LayoutFacts(AGENT, Settings.NONE, false, "", true, "")),
                Reasons.UNSUPPORTED_LAYOUT,
                "mount");
    }

    @Test
    void aFileThatCouldNotComeBackAsItWasIsLeftAlone() {
        unsupported(
                Layouts.of(new LayoutFacts(
                        AGENT, Settings.NONE, false, "", false, "belongs to uid 1000; chown root:root it")),
                Reasons.UNSUPPORTED_LAYOUT,
                "/etc/rancher/rke2/registries.yaml belongs to uid 1000; chown root:root it");
    }

    @Test
    void theKubeletIsAskedWhereItsArgumentsSayOrOnEitherLoopback() {
        assertThat(health(Map.of()).kubeletHosts()).containsExactly("127.0.0.1", "::1");
        assertThat(health(Map.of("kubelet-arg", List.of("healthz-bind-address=0.0.0.0")))
                        .kubeletHosts())
                .containsExactly("127.0.0.1", "::1");
        assertThat(health(Map.of("kubelet-arg", List.of("healthz-bind-address=10.0.0.7")))
                        .kubeletHosts())
                .containsExactly("10.0.0.7");
    }

    private static Layout.HealthPlan health(Map<String, ?> settings) {
        return ((Known) of(AGENT, settings)).health();
    }

    @Test
    void laterFilesWinPlusAddsAndFlagsComeLast() {
        Settings settings = Settings.NONE
                .plusFile(Map.of("data-dir", "/a", "kubelet-arg", List.of("x=1")))
                .plusFile(Map.of("data-dir", "/b", "kubelet-arg+", List.of("y=2")))
                .plusFlags(List.of(
                        "/usr/local/bin/rke2", "agent", "--private-registry", "/etc/rancher/f.yaml", "--debug"));
        assertThat(settings.one("data-dir")).isEqualTo("/b");
        assertThat(settings.argument("kubelet-arg", "x")).isEqualTo("1");
        assertThat(settings.argument("kubelet-arg", "y")).isEqualTo("2");
        assertThat(settings.one("private-registry")).isEqualTo("/etc/rancher/f.yaml");
        assertThat(settings.on("debug")).isTrue();
    }
}
