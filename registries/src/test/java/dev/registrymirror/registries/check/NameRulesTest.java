package dev.registrymirror.registries.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker.io",
                "registry.example.com:5000",
                "localhost",
                "localhost:5000",
                "*",
                "10.0.0.1",
                "10.0.0.1:443",
                "Registry.Example.com",
                "[2001:db8::1]:5000",
                "[::1]",
                "[::ffff:10.0.0.1]:5000",
                "[1:2:3:4:5:6:7:8]",
                "[1:2:3:4:5:6:7::]",
                "h:1",
                "h:65535"
            })
    void takesNamesOfRegistries(String name) {
        assertThat(NameRules.check("p", name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "_default",
                "a/b",
                "/",
                "https://docker.io",
                "a'b",
                "a\"b",
                "a\\b",
                "a\nb",
                "a\u007f",
                "a\u0085",
                "a b",
                "*.example.com",
                "a_b",
                "h:",
                ":5000",
                "h:0",
                "h:65536",
                "h:99999999999",
                "h:5x",
                "h:+5",
                "h:٥",
                "...",
                "-",
                "2001:db8::1",
                "[2001:db8::1",
                "[::1]x",
                "[::1]:",
                "[fe80::1%eth0]",
                "[]",
                "[:]",
                "[1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1::2::3]",
                "[:::]",
                "[12345::]",
                "[g::]",
                "[1.2.3.4]",
                "[::1.2.3]",
                "[::1.2.3.256]",
                "[1.2.3.4::]",
                "[1:2:3:4:5:6:7:8::]",
                "user@host",
                "h?x",
                "h#x",
                "é.example",
                "\ud83d",
                "[",
                "]"
            })
    void refusesNamesThatNoRegistryCanHave(String name) {
        assertThat(NameRules.check("p", name)).get().extracting(Refusal::code).isEqualTo(RefusalCode.InvalidName);
    }

    @Test
    void refusesANameThatIsTooLongForAFolder() {
        assertThat(NameRules.check("p", "a".repeat(253))).isEmpty();
        assertThat(NameRules.check("p", "a".repeat(254))).isPresent();
    }
}
