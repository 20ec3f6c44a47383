package dev.registrymirror.registries.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.ContainerdFiles.Problem;
import dev.registrymirror.registries.containerd.ContainerdFiles.Rendered;
import dev.registrymirror.registries.containerd.ContainerdFiles.Unrenderable;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerdFilesTest {
    private static final NodeOptions RKE2 = NodeOptions.defaults(Distribution.RKE2);

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "a/../../b", "../certs.dx", "../../../../../../../etc"})
    void aNameThatLeavesTheFolderIsNamedAndNothingIsRendered(String name) {
        assertThat(ContainerdFiles.of(mirrors("quay.io", name), RKE2))
                .isEqualTo(new Unrenderable(List.of(new Problem.LeavesFolder(name))));
    }

    @ParameterizedTest
    @CsvSource({
        "r.example/team, certs.d/r.example/team/hosts.toml",
        "/etc, certs.d/etc/hosts.toml",
        "a//b/, certs.d/a/b/hosts.toml",
        "../certs.d/x, certs.d/x/hosts.toml",
        "., certs.d/hosts.toml",
        "'', certs.d/hosts.toml",
        "..., certs.d/.../hosts.toml",
        "*, certs.d/_default/hosts.toml",
        "[::1]:5000, certs.d/[::1]:5000/hosts.toml"
    })
    void anyOtherNameHasAPlaceInTheFolder(String name, String path) {
        assertThat(ContainerdFiles.of(mirrors(name), RKE2))
                .isInstanceOfSatisfying(
                        Rendered.class, rendered -> assertThat(rendered.files()).containsOnlyKeys(path));
    }

    @Test
    void aNameThatWritesNothingHarmsNothing() {
        Registries registries = Registries.of(Map.of("..", Mirror.EMPTY), Map.of());
        assertThat(ContainerdFiles.of(registries, RKE2)).isInstanceOf(Rendered.class);
    }

    @Test
    void namesThatMeetInOneFolderAreReported() {
        assertThat(ContainerdFiles.of(mirrors("a/b", "a//b", "x/../a/b", "c"), RKE2))
                .isEqualTo(new Unrenderable(List.of(new Problem.Collision("a/b", List.of("a//b", "a/b", "x/../a/b")))));
        assertThat(ContainerdFiles.of(mirrors("*", "_default"), RKE2))
                .isEqualTo(new Unrenderable(List.of(new Problem.Collision("_default", List.of("*", "_default")))));
        assertThat(ContainerdFiles.of(mirrors(".", ""), RKE2))
                .isEqualTo(new Unrenderable(List.of(new Problem.Collision(".", List.of("", ".")))));
    }

    @Test
    void aNameThatNoFileSystemTakesIsReported() {
        String dataDir = "/" + "d".repeat(4000);
        assertThat(ContainerdFiles.of(mirrors("é".repeat(128)), RKE2)).isInstanceOf(Unrenderable.class);
        assertThat(ContainerdFiles.of(mirrors("é".repeat(127)), RKE2)).isInstanceOf(Rendered.class);
        assertThat(ContainerdFiles.of(mirrors("a".repeat(100)), RKE2.withDataDir(dataDir.replace("dddd", "ddd/"))))
                .isInstanceOf(Unrenderable.class);
        assertThat(ContainerdFiles.of(mirrors("a", "a/hosts.toml"), RKE2))
                .isInstanceOfSatisfying(
                        Unrenderable.class,
                        unrenderable -> assertThat(unrenderable.problems())
                                .singleElement()
                                .isInstanceOf(Problem.NoFileName.class));
    }

    @Test
    void aLineThatIsTooLongIsReported() {
        Registries registries =
                Registries.of(Map.of("a", Mirror.of(List.of("m/" + "x".repeat(70_000)), Map.of())), Map.of());
        assertThat(ContainerdFiles.of(registries, RKE2))
                .isEqualTo(new Unrenderable(List.of(new Problem.LineTooLong("a"))));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThat(ContainerdFiles.of(mirrors("..", "../x", "a/b", "a//b"), RKE2))
                .isInstanceOfSatisfying(
                        Unrenderable.class,
                        unrenderable -> assertThat(unrenderable.problems()).hasSize(3));
    }

    @Test
    void loginsAreWrittenInTheOrderOfTheirNamesAndNeverPrinted() {
        Registries registries = Registries.of(
                Map.of(),
                Map.of(
                        "b", new HostConfig(new Auth("u", Secret.of("geheim"), Secret.of("x"), Secret.of("t")), null),
                        "a'", new HostConfig(new Auth(null, null, null, null), null),
                        "c", HostConfig.EMPTY));

        assertThat(AuthTables.text(registries, RKE2).reveal()).isEqualTo("""

                        [plugins.'io.containerd.cri.v1.images'.registry.configs.'a''.auth]

                        [plugins.'io.containerd.cri.v1.images'.registry.configs.'b'.auth]
                          username = "u"
                          password = "geheim"
                          auth = "x"
                          identitytoken = "t"
                        """);
        assertThat(ContainerdFiles.of(registries, RKE2)).asString().doesNotContain("geheim");
    }

    @Test
    void theEmbeddedRegistryTakesThePlaceOfALoginOfItsName() {
        Registries registries = Registries.of(
                Map.of(), Map.of("127.0.0.1:6443", new HostConfig(new Auth("u", null, null, null), null)));
        NodeOptions k3s = NodeOptions.defaults(Distribution.K3S);

        assertThat(AuthTables.text(registries, k3s).reveal()).isNotEmpty();
        assertThat(AuthTables.text(registries, k3s.withEmbeddedRegistry(NodeOptions.embeddedRegistry(Distribution.K3S)))
                        .reveal())
                .isEmpty();
    }

    private static Registries mirrors(String... names) {
        Map<String, Mirror> mirrors = new HashMap<>();
        for (String name : names) {
            mirrors.put(name, Mirror.of(List.of("https://m.example"), Map.of()));
        }
        return Registries.of(mirrors, Map.of());
    }
}
