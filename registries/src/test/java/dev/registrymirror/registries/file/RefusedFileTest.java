package dev.registrymirror.registries.file;

import static dev.registrymirror.registries.file.RegistriesReaderTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.ReadResult.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What RKE2 does not start with, and how that is said. */
class RefusedFileTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "text",
                "''",
                "mirrors: []",
                "mirrors: text",
                "mirrors: ''",
                "mirrors: {m: text}",
                "mirrors: {m: {endpoint: text}}",
                "mirrors: {m: {endpoint: [[a]]}}",
                "mirrors: {m: {endpoint: [{a: b}]}}",
                "mirrors: {m: {rewrite: [a]}}",
                "mirrors: {m: {rewrite: {a: [b]}}}",
                "configs: {h: {auth: text}}",
                "configs: {h: {auth: {username: [a]}}}",
                "configs: {h: {tls: {insecure_skip_verify: 'true'}}}",
                "configs: {h: {tls: {insecure_skip_verify: 1}}}",
                "configs: {h: {tls: {insecure_skip_verify: tRuE}}}",
                "configs: {h: {tls: {insecure_skip_verify: !x true}}}",
                "auths: []",
                "auths: {x: {username: []}}",
                "[a]: b",
                "mirrors: {[a]: }",
                "mirrors: !x",
                "%YAML 1.2\n---\n{}",
                "other: [",
                "other: *nowhere",
                "\"\\.\": a",
                "a: @b",
                "a: `b",
                "a: b: c",
                "*: a",
                "[::1]:5000: a",
                "a: 'b",
                "mirrors:\n  a:\n b:\n",
                "a: \u0001",
                "a: \u007f",
                "a: \u0090",
                "\"" + "x" + "\": \"\\q\"",
                "\ta: b",
                "- \ta",
                "mirrors: !!null abc",
                "configs: {h: {auth: {username: !!int abc}}}",
                "configs: {h: {auth: {username: !!float 08x}}}",
                "configs: {h: {auth: {username: !!bool 1}}}",
                "configs: {h: {auth: {username: !!binary aGk}}}",
                "a: \"\\ud83d\\ude00\"",
                "a: \"\\UFFFFFFFF\"",
                "{\"a\":{},b:{}}",
                "%FOO\n---\n{}",
                "%YAML 1.1\n%YAML 1.1\n---\n{}",
                "a: &b' d",
                "configs: &a {tls: *a}",
                "mirrors: {m: {<<: x}}",
                "mirrors: {m: {<<: [x]}}",
                "[? : a]",
                "x:\n  [? a]: b",
                "? \"a\"\n  \"b\"\n",
                "{}\n---\n\u0007"
            })
    void refusesWhatRke2Refuses(String text) {
        assertThat(read(text)).isInstanceOf(Refused.class);
    }

    @Test
    void refusesWhatRke2RefusesForItsAliases() {
        String mirrors = "x: &m {endpoint: [%s]}\nmirrors:\n".formatted("a, ".repeat(500)) + " n: *m\n".repeat(50);
        assertThat(read(mirrors)).isInstanceOf(Refused.class).asString().contains("aliases");
    }

    @Test
    void saysWhereAndWhy() {
        assertThat(read("mirrors:\n  docker.io:\n    endpoint: https://m.example\n"))
                .isEqualTo(new Refused(3, 15, "endpoint must be a list, not a single value"));
        assertThat(read("a: b\nc: \u0007")).isEqualTo(new Refused(2, 4, "there is a control character, U+0007"));
        assertThat(RegistriesReader.read(new byte[] {'a', '\n', 'b', (byte) 0xFF}))
                .isEqualTo(new Refused(2, 2, "the file is not UTF-8 here"));
    }

    @Test
    void quotesNothingOfTheFileInAReason() {
        for (String text : List.of(
                "configs: {h: {auth: {password: hunter2: x}}}",
                "configs: {h: {auth: {password: *hunter2}}}",
                "configs: {h: {auth: hunter2}}",
                "configs: {h: {auth: {password: \"hunter2\\q\"}}}",
                "configs: {h: {auth: {password: @hunter2}}}",
                "configs: {h: {auth: {password: !!binary hunter2}}}",
                "configs: {h: {auth: {password: [hunter2:]}}}")) {
            assertThat(read(text)).isNotInstanceOf(Read.class);
            assertThat(read(text).toString()).doesNotContain("hunter2");
        }
    }
}
