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
                "\"" + "x" + "\": \"\\q\""
            })
    void refusesWhatRke2Refuses(String text) {
        assertThat(read(text)).isInstanceOf(Refused.class);
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
