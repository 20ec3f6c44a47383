package dev.registrymirror.registries.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostsReading.Decoded;
import dev.registrymirror.registries.containerd.HostsReading.Part;
import dev.registrymirror.registries.containerd.HostsReading.Rewrite;
import dev.registrymirror.registries.containerd.HostsReading.Undecodable;
import dev.registrymirror.registries.containerd.HostsReading.Untold;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Tls;
import dev.registrymirror.registries.model.Utf8Order;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostsReadingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\.",
                "\\d+",
                "a\"b",
                "\"",
                "a\u0007",
                "\u007f",
                "a\nb",
                "\n",
                "\r",
                "\\",
                "\\u12",
                "\\ud800",
                "\\U00110000",
                "\\x41",
                "\"\" x"
            })
    void aPatternThatIsNoTomlMakesTheFileUndecodable(String pattern) {
        assertThat(reading(Map.of(pattern, "x"))).isEqualTo(new Undecodable(Part.PATTERN, pattern));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\.", "a\"b", "a\u0000", "a\n", "\\", "a\\"})
    void aReplacementThatIsNoTomlMakesTheFileUndecodable(String replacement) {
        assertThat(reading(Map.of("x", replacement))).isEqualTo(new Undecodable(Part.REPLACEMENT, replacement));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "x\" = \"y\" #, z, PATTERN",
                "a\".\"b, z, PATTERN",
                "x, y\" # , REPLACEMENT",
                "x, \"\"y, REPLACEMENT",
                "x, \", REPLACEMENT",
                "a\\, = \"b, PATTERN"
            })
    void quotesThatMayMakeOtherTomlAreNotGuessed(String pattern, String replacement, Part part) {
        assertThat(reading(Map.of(pattern, replacement)))
                .isInstanceOfSatisfying(
                        Untold.class, untold -> assertThat(untold.part()).isEqualTo(part));
    }

    @Test
    void escapesThatTomlKnowsArriveResolved() {
        assertThat(reading(Map.of("\\\\.", "\\u0061\\b\\U0001F600\\e", "tab\there", "\\\"")))
                .isEqualTo(new Decoded(List.of(List.of(
                        new Rewrite("\\\\.", "\\.", "a\b\ud83d\ude00\u001b"),
                        new Rewrite("tab\there", "tab\there", "\"")))));
    }

    @Test
    void twoPatternsThatAreOneAfterTheirEscapesMakeTheFileUndecodable() {
        assertThat(reading(Map.of("a", "x", "\\u0061", "y"))).isEqualTo(new Undecodable(Part.PATTERN, "a"));
    }

    @Test
    void whatIsBrokenForSureOutweighsWhatIsInDoubt() {
        assertThat(reading(Map.of("a", "y\" # ", "b", "\\."))).isEqualTo(new Undecodable(Part.REPLACEMENT, "\\."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\u0007", "/\u000b", "/\u0001", "/\u007f"})
    void aPathWithAControlCharacterThatTomlCannotEscapeSoMakesTheFileUndecodable(String path) {
        assertThat(reading(new Tls(path, null, null, false))).isEqualTo(new Undecodable(Part.TLS_PATH, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/\t", "/\n", "/\"\\", "/\u00a0\u2028\u00ad", "/é"})
    void anyOtherPathDoesNot(String path) {
        assertThat(reading(new Tls(path, null, null, false))).isInstanceOf(Decoded.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "https://a\"b/v2, Undecodable",
                "https://a/v2?\\., Undecodable",
                "https://a/v2?\", Undecodable",
                "https://a/v2?\"].x, Untold",
                "https://a/v2?\\\\x, Decoded",
                "https://a:b:80/v2, Untold",
                "ftp://a/v2, Decoded"
            })
    void aUrlIsAsRawAsAPattern(String url, String reading) {
        Endpoint endpoint =
                new Endpoint(url, "a", false, new Access("a", null, HostConfig.EMPTY), Utf8Order.copyOf(Map.of()), 0);
        assertThat(HostsReading.of(new HostEntry(null, List.of(endpoint))).getClass())
                .hasToString(Decoded.class.toString().replace("Decoded", reading));
    }

    private static HostsReading reading(Map<String, String> rewrites) {
        return HostsReading.of(new HostEntry(null, List.of(endpoint(HostConfig.EMPTY, rewrites))));
    }

    private static HostsReading reading(Tls tls) {
        return HostsReading.of(new HostEntry(null, List.of(endpoint(new HostConfig(null, tls), Map.of()))));
    }

    private static Endpoint endpoint(HostConfig config, Map<String, String> rewrites) {
        return new Endpoint("https://m/v2", "m", false, new Access("m", null, config), Utf8Order.copyOf(rewrites), 0);
    }
}
