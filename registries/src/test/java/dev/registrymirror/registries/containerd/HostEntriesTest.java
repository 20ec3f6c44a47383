package dev.registrymirror.registries.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostEntry.Server;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.Registries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostEntriesTest {
    private static final NodeOptions RKE2 = NodeOptions.defaults(Distribution.RKE2);

    @Test
    void tellWhereAnEndpointStandsAndWhichConfigApplies() {
        HostEntry entry = entry(
                "{mirrors: {quay.io: {endpoint: [a.example, docker.io]}}, configs: {registry-1.docker.io: , docker.io: {auth: {}}}}",
                "quay.io",
                RKE2.withEmbeddedRegistry("127.0.0.1:9345"));

        assertThat(entry.endpoints()).extracting(Endpoint::position).containsExactly(Endpoint.EMBEDDED, 0, 1);
        assertThat(entry.endpoints())
                .extracting(endpoint -> endpoint.access().lookup())
                .containsExactly("127.0.0.1:9345", "a.example", "docker.io");
        assertThat(entry.endpoints())
                .extracting(endpoint -> endpoint.access().name())
                .containsExactly("127.0.0.1:9345", null, "registry-1.docker.io");
    }

    @Test
    void keepTheEndpointThatBecameTheDefaultByStandingLast() {
        HostEntry entry =
                entry("mirrors: {r.example: {endpoint: [m.example, r.example], rewrite: {a: b}}}", "r.example", RKE2);

        assertThat(entry.endpoints()).extracting(Endpoint::url).containsExactly("https://m.example/v2");
        assertThat(entry.server())
                .isNotNull()
                .extracting(Server::listed)
                .isNotNull()
                .extracting(Endpoint::position, Endpoint::rewrites)
                .containsExactly(1, Map.of("a", "b"));
    }

    @Test
    void doNotMakeADefaultOfOneThatStandsLastOnlyAsARepetition() {
        HostEntry entry = entry("mirrors: {r.example: {endpoint: [r.example, r.example]}}", "r.example", RKE2);

        assertThat(entry.endpoints()).extracting(Endpoint::position).containsExactly(0);
    }

    @Test
    void doNotMakeADefaultOfOneBehindWhichAnUnusableOneStands() {
        HostEntry entry = entry("mirrors: {r.example: {endpoint: [r.example, 'h:port']}}", "r.example", RKE2);

        assertThat(entry.endpoints()).extracting(Endpoint::position).containsExactly(0);
    }

    @Test
    void nameWhatTheyLeaveOut() {
        HostEntries entries = HostEntries.of(
                read(
                        "{mirrors: {'m:port': , quay.io: {endpoint: [a, 'b:port', a, 'https://127.0.0.1:9345/v2']}}, configs: {'c:port': }}"),
                RKE2.withEmbeddedRegistry("127.0.0.1:9345"));

        assertThat(entries.leftOut())
                .satisfiesExactly(
                        config -> assertThat(config).isInstanceOf(LeftOut.ConfigName.class),
                        mirror -> assertThat(mirror).isInstanceOf(LeftOut.MirrorName.class),
                        endpoint -> assertThat(endpoint).isInstanceOf(LeftOut.UnusableEndpoint.class),
                        repeated -> assertThat(repeated).isEqualTo(new LeftOut.RepeatedEndpoint("quay.io", 2, 0)),
                        embedded -> assertThat(embedded)
                                .isEqualTo(new LeftOut.RepeatedEndpoint("quay.io", 3, Endpoint.EMBEDDED)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mirrors: {'*': {endpoint: [a]}, _default: {endpoint: [b]}}",
                "mirrors: {'*': , _default: {endpoint: [b]}}",
                "configs: {'*': {tls: {insecure_skip_verify: true}}, _default: {auth: {}}}",
                "{configs: {'*': {auth: {}}, _default: {auth: {}}}, mirrors: {_default: {endpoint: [b]}}}"
            })
    void doNotGuessWhichOfTwoWildcardsWins(String file) {
        HostEntries entries = HostEntries.of(read(file), RKE2);

        assertThat(entries.wildcardByChance()).hasSize(2).doesNotHaveDuplicates();
        assertThat(entries.entries()).doesNotContainKey(HostEntries.WILDCARD_FOLDER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{mirrors: {'*': {endpoint: [a]}}, configs: {_default: {auth: {}}}}",
                "{mirrors: {_default: {endpoint: [a]}}, configs: {'*': {auth: {}}}}",
                "{mirrors: {'*': {endpoint: [a]}}, configs: {'*': {auth: {}}, _default: {auth: {}}}}"
            })
    void areCertainWhereTheOrderMakesNoDifference(String file) {
        HostEntries entries = HostEntries.of(read(file), RKE2);

        assertThat(entries.wildcardByChance()).isEqualTo(List.<Optional<HostEntry>>of());
        assertThat(entries.entries()).containsKey(HostEntries.WILDCARD_FOLDER);
    }

    @Test
    void haveNoDefaultWhereTheNodeSwitchedItOffUnlessAConfigHasThatName() {
        NodeOptions options = RKE2.withDisableDefaultEndpoint(true);
        String file = "{mirrors: {a: {endpoint: [m]}, b: {endpoint: [m]}}, configs: {b: }}";

        assertThat(entry(file, "a", options).server()).isNull();
        assertThat(entry(file, "b", options).server()).isNotNull();
    }

    @Test
    void putNoEmbeddedRegistryBeforeALocalMirror() {
        HostEntry entry = entry(
                "mirrors: {'localhost:5000': {endpoint: [m]}}",
                "localhost:5000",
                RKE2.withEmbeddedRegistry("[::1]:9345"));

        assertThat(entry.endpoints()).extracting(Endpoint::url).containsExactly("https://m/v2");
    }

    private static HostEntry entry(String file, String name, NodeOptions options) {
        HostEntry entry = HostEntries.of(read(file), options).entries().get(name);
        assertThat(entry).as(name).isNotNull();
        return Objects.requireNonNull(entry);
    }

    private static Registries read(String file) {
        return ((Read) RegistriesReader.read(file.getBytes(StandardCharsets.UTF_8))).registries();
    }
}
