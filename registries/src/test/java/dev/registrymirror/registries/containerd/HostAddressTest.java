package dev.registrymirror.registries.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.containerd.HostAddress.Unusable;
import dev.registrymirror.registries.containerd.HostAddress.Usable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressTest {
    private static final String EMBEDDED = "127.0.0.1:9345";

    @ParameterizedTest
    @CsvSource({
        "r.example, https://r.example/v2",
        "r.example:80, https://r.example:80/v2",
        "HTTP://R.Example:5000/, http://R.Example:5000/v2",
        "ftp://r.example, ftp://r.example/v2",
        "localhost, https://localhost/v2",
        "localhost:, https://localhost:/v2",
        "localhost:443, https://localhost:443/v2",
        "localhost:5000, http://localhost:5000/v2",
        "LOCALHOST:5000, https://LOCALHOST:5000/v2",
        "localhost.:5000, https://localhost.:5000/v2",
        "127.1.2.3:5000, http://127.1.2.3:5000/v2",
        "127.0.0.01:5000, https://127.0.0.01:5000/v2",
        "[::1], https://[::1]/v2",
        "[::1]:5000, http://[::1]:5000/v2",
        "[::ffff:127.0.0.1]:5000, http://[::ffff:127.0.0.1]:5000/v2",
        "[fe80::1%25en0]:80, https://[fe80::1%25en0]:80/v2",
        "127.0.0.1:9345, https://127.0.0.1:9345/v2",
        "index.docker.io, https://index.docker.io/v2",
        "docker.io:443, https://docker.io:443/v2",
        "'', https:///v2",
        "a:b:80, https://a:b:80/v2",
        "https://r.example?x=1#y, https://r.example/v2?x=1#y",
        "https://r.example?, https://r.example/v2?",
        "https://u:p@r.example, https://u:p@r.example/v2",
        "https://u%2f@r.example, https://u%2F@r.example/v2",
        "https://r.example/%76%32, https://r.example/%76%32",
        "ü.example, https://%C3%BC.example/v2",
        "a:b://c, a:b://c",
        "x?y=://z, https://x?y=://z",
    })
    void becomesTheUrlThatGoMakesOfIt(String text, String url) {
        assertThat(HostAddress.of(text, EMBEDDED))
                .isInstanceOfSatisfying(
                        Usable.class, usable -> assertThat(usable.url()).isEqualTo(url));
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "/, false",
        "/v2, false",
        "/v2/, true",
        "/v2/v2, true",
        "//, true",
        "/V2, true",
        "/prefix, true",
        "/?x=1, false",
    })
    void keepsEveryPathButThatOfTheApi(String path, boolean overridePath) {
        assertThat(HostAddress.of("https://r.example" + path, null))
                .isInstanceOfSatisfying(
                        Usable.class,
                        usable -> assertThat(usable.overridePath()).isEqualTo(overridePath));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.io", "registry-1.docker.io", "https://registry-1.docker.io/v2"})
    void knowsDockerHubByBothNames(String text) {
        assertThat(HostAddress.of(text, null))
                .isEqualTo(new Usable("https://registry-1.docker.io/v2", "registry-1.docker.io", "docker.io", false));
    }

    @Test
    void takesTheEmbeddedRegistryForTlsOnlyWhereItIs() {
        assertThat(HostAddress.of(EMBEDDED, null))
                .isInstanceOfSatisfying(
                        Usable.class, usable -> assertThat(usable.url()).isEqualTo("http://127.0.0.1:9345/v2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://r.example:port",
                "https://r\u007f",
                "r.example/a%zz",
                "r.example/a%2",
                "h%41.example",
                "h x",
                "://x",
                "1a://x",
                "a_b://x",
                "https://u\"@h",
                "https://[::1",
                "https://[::1]x"
            })
    void isNothingWhereGoCannotParseIt(String text) {
        assertThat(HostAddress.of(text, null)).isInstanceOfSatisfying(Unusable.class, unusable -> {
            assertThat(unusable.reason()).isNotEmpty();
            assertThat(unusable.formerly()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "http://a:b:80, http://a:b:80/v2",
        "https://::1:5000, https://::1:5000/v2",
        "https://[r.example], https://[r.example]/v2",
        "https://[1.2.3.4], https://[1.2.3.4]/v2",
        "x[::1]:5000, https://x[::1]:5000/v2",
    })
    void tellsWhatFormerReleasesOfGoMadeOfWhatIsNothingNow(String text, String formerly) {
        assertThat(HostAddress.of(text, null))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.formerly())
                                .isNotNull()
                                .returns(formerly, usable -> usable == null ? "" : usable.url()));
    }

    @Test
    void findsNoConfigForAHostThatIsNoText() {
        Usable usable = (Usable) HostAddress.of("%ff.example", null);
        assertThat(usable.url()).isEqualTo("https://%FF.example/v2");
        assertThat(usable.lookup()).isEqualTo("\udcff.example");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "localhost:1, true",
        "127.255.0.1, true",
        "::1, true",
        "[::1]:5000, true",
        "[::ffff:7f00:1]:1, true",
        "[::1], false",
        "LOCALHOST, false",
        "localhost., false",
        "128.0.0.1, false",
        "127.0.0.1.1, false",
        "[::1%25lo]:1, false",
        "a:localhost:1, false",
    })
    void isLocalByItsSpelling(String host, boolean local) {
        assertThat(HostAddress.isLocal(host)).isEqualTo(local);
    }
}
