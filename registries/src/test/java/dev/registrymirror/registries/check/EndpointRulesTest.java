package dev.registrymirror.registries.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://m.example",
                "http://m.example:5000",
                "HTTPS://m.example",
                "m.example",
                "m.example:5000",
                "localhost:5000",
                "https://m.example/",
                "https://m.example/v2",
                "https://m.example/v2/",
                "https://m.example/v2/proxy-cache_1~/x.y",
                "m.example/a",
                "https://[2001:db8::1]:5000/v2",
                "[::1]:5000",
                "https://10.0.0.1"
            })
    void takesEndpoints(String endpoint) {
        assertThat(EndpointRules.check("p", endpoint)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/v2",
                "https://",
                "https:///v2",
                "ftp://x",
                "://x",
                "https://user@h",
                "https://user:pw@h",
                "user@h",
                "https://h?a=b",
                "https://h/x?a",
                "https://h#f",
                "https://h:",
                "https://h:0",
                "https://h/%41",
                "https://h/a b",
                "https://h/\"",
                "https://h/\\",
                "https://h\n",
                "https://h/é",
                "https://*",
                "*",
                "https://h:5000:5000",
                "https:// h",
                "http:h",
                "https:/h",
                "https://2001:db8::1",
                "https://[::1%25eth0]/",
                "https://h/a:b"
            })
    void refusesEndpointsThatAreDeadOrLeak(String endpoint) {
        assertThat(EndpointRules.check("p", endpoint))
                .get()
                .extracting(Refusal::code)
                .isEqualTo(RefusalCode.InvalidEndpoint);
    }

    @Test
    void doesNotRepeatThePasswordOfAnEndpoint() {
        assertThat(EndpointRules.check("p", "https://user:hunter2@h").toString())
                .doesNotContain("hunter2");
    }
}
