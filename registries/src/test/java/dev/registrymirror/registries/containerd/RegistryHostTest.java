package dev.registrymirror.registries.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostEntry.Server;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Tls;
import dev.registrymirror.registries.model.Utf8Order;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryHostTest {
    private static final Tls LAX = new Tls(null, null, null, true);

    @Test
    void theRegistryItselfIsTriedWhereTheFileHasALineServerOrNoEndpoint() {
        assertThat(tried("r.example", server("https://r.example/v2"), endpoint("https://m/v2", false)))
                .containsExactly("https://m/v2", "https://r.example/v2");
        assertThat(tried("r.example", server(""), endpoint("https://m/v2", false)))
                .containsExactly("https://m/v2", "https://r.example/v2");
        assertThat(tried("r.example", null, endpoint("https://m/v2", false))).containsExactly("https://m/v2");
        assertThat(tried("r.example", server(null), endpoint("https://m/v2", false)))
                .containsExactly("https://m/v2");
        assertThat(tried("r.example", server(null))).containsExactly("https://r.example/v2");
    }

    @Test
    void anEndpointWithoutAHostBecomesTheRegistryItselfOnlyWhereItIsLast() {
        assertThat(tried("r.example", null, endpoint("https:///v2", false))).containsExactly("https://r.example/v2");
        assertThat(tried("r.example", server(""), endpoint("https:///v2", false)))
                .containsExactly("https:///v2", "https://r.example/v2");
    }

    @ParameterizedTest
    @CsvSource({
        "https://m/v2/, true, https://m/v2",
        "https://m/a, true, https://m/a",
        "https://m/a, false, https://m/a/v2",
        "https://m/a/../b//c/., true, https://m/b/c",
        "https://m//, true, https://m/",
        "https://m/a%20b, true, https://m/a b",
        "https://u:p@m/v2, false, https://m/v2",
        "ftp://m/v2, false, https://ftp:/m/v2"
    })
    void thePathIsCleanedAndEndsInTheApiUnlessOverridden(String url, boolean override, String expected) {
        assertThat(tried("r.example", null, endpoint(url, override))).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"http://m:5000, true", "http://m, true", "http://m:80, false", "https://m:5000, false"})
    void anEndpointWithoutTlsThatHasTlsSettingsIsTriedWithTlsFirst(String url, boolean fallsBack) {
        Endpoint endpoint = new Endpoint(
                url + "/v2",
                "m",
                false,
                new Access("m", null, new HostConfig(null, LAX)),
                Utf8Order.copyOf(Map.of()),
                0);
        assertThat(RegistryHost.tried("r.example", new HostEntry(null, List.of(endpoint))))
                .singleElement()
                .returns(fallsBack, RegistryHost::fallsBack);
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io, https://registry-1.docker.io/v2, false, false",
        "r.example:5000, https://r.example:5000/v2, false, false",
        "localhost, https://localhost/v2, false, true",
        "localhost:443, https://localhost:443/v2, false, true",
        "localhost:5000, https://localhost:5000/v2, true, true",
        "localhost:80, http://localhost:80/v2, false, false",
        "[::1]:5000, https://[::1]:5000/v2, true, true"
    })
    void aRegistryWithoutAFileIsWhereContainerdThinksItIs(String registry, String url, boolean fallsBack, boolean lax) {
        RegistryHost host = RegistryHost.withoutFile(registry);
        assertThat(text(host)).isEqualTo(url);
        assertThat(host.fallsBack()).isEqualTo(fallsBack);
        assertThat(host.tls() != null && host.tls().insecureSkipVerify()).isEqualTo(lax);
    }

    private static List<String> tried(String registry, @Nullable Server server, Endpoint... endpoints) {
        return RegistryHost.tried(registry, new HostEntry(server, List.of(endpoints))).stream()
                .map(RegistryHostTest::text)
                .toList();
    }

    private static String text(RegistryHost host) {
        return host.scheme() + "://" + host.host() + host.path();
    }

    private static Server server(@Nullable String url) {
        return new Server(url, false, new Access("r.example", null, HostConfig.EMPTY), null);
    }

    private static Endpoint endpoint(String url, boolean override) {
        return new Endpoint(url, "m", override, new Access("m", null, HostConfig.EMPTY), Utf8Order.copyOf(Map.of()), 0);
    }
}
