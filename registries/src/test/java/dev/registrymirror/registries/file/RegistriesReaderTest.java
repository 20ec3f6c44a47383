package dev.registrymirror.registries.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What RKE2 takes, and what it understands by it. */
class RegistriesReaderTest {
    private static final HostConfig EMPTY_AUTH = new HostConfig(new Auth(null, null, null, null), null);

    @Test
    void readsTheExampleOfTheDocumentation() {
        assertRead(
                """
                mirrors:
                  docker.io:
                    endpoint:
                      - "https://registry.example.com:5000"
                    rewrite:
                      "^rancher/(.*)": "mirrorproject/rancher-images/$1"
                  "*":
                    endpoint: [http://m.example]
                configs:
                  registry.example.com:5000:
                    auth: {username: xxxxxx, password: 'p"\\x', auth: b64, identity_token: tok}
                    tls:
                      cert_file: /c   # path to the cert file
                      key_file: /k
                      ca_file: /ca
                      insecure_skip_verify: yes
                """,
                Registries.of(
                        Map.of(
                                "docker.io",
                                        Mirror.of(
                                                List.of("https://registry.example.com:5000"),
                                                Map.of("^rancher/(.*)", "mirrorproject/rancher-images/$1")),
                                "*", Mirror.of(List.of("http://m.example"), Map.of())),
                        Map.of(
                                "registry.example.com:5000",
                                new HostConfig(
                                        new Auth("xxxxxx", Secret.of("p\"\\x"), Secret.of("b64"), Secret.of("tok")),
                                        new Tls("/ca", "/c", "/k", true)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "# only a comment\n",
                "---\n",
                "null",
                "~",
                "{}",
                "mirrors:",
                "mirrors: {}\nconfigs: ~",
                "other: [1, {a: b}]",
                "Mirrors: {docker.io: {endpoint: [x]}}",
                "%YAML 1.1\n---\n{}",
                "--- {}\n--- [\n",
                "{}\n...\n[",
                "\uFEFFmirrors:\n",
                "auths: {x: {username: u}}",
                "# comment\n%YAML 1.1\n---\n{}",
                "a: '? b' # ? c",
                "# a tab in a comment:\t\nmirrors:",
                "a:\tb",
                "a: b\t# c",
                "<<: {mirrors: {}}",
                "a: !!int abc",
                "a: !<tag:x> b",
                "%TAG ! tag:x\n---\n{}",
                "? a\n: b",
                "{? a: b}",
                "a: \"\u0085\"",
                "{} and more"
            })
    void takesTheseForNothingConfigured(String text) {
        assertRead(text, Registries.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123",
                "1e3",
                "yes",
                "1_000",
                "12:30:45",
                "2001-12-14",
                "0x1F",
                "'~'",
                "\"null\"",
                "-1",
                ".5",
                ".inf",
                "a b",
                "<<",
                "true",
                "!local x",
                "tRuE",
                "=",
                "^a$",
                "é😀"
            })
    void takesEveryScalarAsItIsWritten(String scalar) {
        String value = scalar.replace("!local ", "").replace("'", "").replace("\"", "");
        assertRead("configs: {h: {auth: {username: %s}}}".formatted(scalar), username(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
    void takesANullForTheEmptyString(String scalar) {
        assertRead("configs:\n  h:\n    auth:\n      username: %s\n".formatted(scalar), config("h", EMPTY_AUTH));
        assertRead(
                "mirrors:\n  m:\n    endpoint:\n    - %s\n".formatted(scalar),
                mirror("m", Mirror.of(List.of(""), Map.of())));
        assertRead("mirrors:\n  m: %s\n".formatted(scalar), mirror("m", Mirror.EMPTY));
        assertRead("mirrors:\n  m: {endpoint: %s}\n".formatted(scalar), mirror("m", Mirror.EMPTY));
    }

    @Test
    void takesKeysAsText() {
        assertRead(
                "mirrors: {yes: , 5000: , ~: }",
                Registries.of(Map.of("yes", Mirror.EMPTY, "5000", Mirror.EMPTY, "", Mirror.EMPTY), Map.of()));
    }

    @Test
    void tellsNoCredentialsFromEmptyOnes() {
        assertRead("configs: {h: {auth: }}", config("h", HostConfig.EMPTY));
        assertRead("configs: {h: {auth: null}}", config("h", HostConfig.EMPTY));
        assertRead("configs: {h: {auth: {}}}", config("h", EMPTY_AUTH));
        assertRead("configs: {h: {auth: {unknown: x}}}", config("h", EMPTY_AUTH));
        // yaml.v2 allocates before it sees that these are null, too.
        assertRead("configs: {h: {auth: NULL}}", config("h", EMPTY_AUTH));
        assertRead("configs: {h: {tls: Null}}", config("h", new HostConfig(null, new Tls(null, null, null, false))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"})
    void knowsTheSpellingsOfTrue(String spelling) {
        assertRead("configs: {h: {tls: {insecure_skip_verify: %s}}}".formatted(spelling), tls(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE", "~", "null", ""})
    void knowsTheSpellingsOfFalse(String spelling) {
        assertRead("configs: {h: {tls: {insecure_skip_verify: %s}}}".formatted(spelling), tls(false));
    }

    @Test
    void theLastOfTwoEntriesScalarsAndListsWins() {
        assertRead(
                "mirrors: {m: {endpoint: [a, b]}, m: {rewrite: {a: b}}}",
                mirror("m", Mirror.of(List.of(), Map.of("a", "b"))));
        assertRead("mirrors: {m: {endpoint: [a, b], endpoint: [c]}}", mirror("m", Mirror.of(List.of("c"), Map.of())));
        assertRead("configs: {h: {auth: {username: a, username: b}}}", username("b"));
        assertRead("configs: {h: {auth: {username: a}}, h: }", config("h", HostConfig.EMPTY));
    }

    @Test
    void aSecondSectionIsMergedIntoTheFirstAndANullEmptiesBoth() {
        assertRead(
                "mirrors: {a: }\nmirrors: {b: }",
                Registries.of(Map.of("a", Mirror.EMPTY, "b", Mirror.EMPTY), Map.of()));
        assertRead("mirrors: {a: }\nmirrors:", Registries.EMPTY);
        assertRead(
                "mirrors: {a: {rewrite: {x: 1}, rewrite: {y: 2}}}",
                mirror("a", Mirror.of(List.of(), Map.of("x", "1", "y", "2"))));
        assertRead("mirrors: {a: {rewrite: {x: 1}, rewrite: }}", mirror("a", Mirror.EMPTY));
        assertRead(
                "configs: {h: {auth: {username: u}, auth: {password: p}, tls: {ca_file: /a}, tls: {key_file: /b}}}",
                config(
                        "h",
                        new HostConfig(new Auth("u", Secret.of("p"), null, null), new Tls("/a", null, "/b", false))));
        assertRead("configs: {h: {auth: {username: u}, auth: }}", config("h", HostConfig.EMPTY));
        assertRead("configs: {h: {auth: {username: u}, auth: NULL}}", config("h", EMPTY_AUTH));
    }

    @Test
    void mergesWhereTheMergeStands() {
        String base = "x: &b {endpoint: [a], rewrite: {p: q}}\n";
        assertRead(
                base + "mirrors: {m: {<<: *b, endpoint: [c]}}", mirror("m", Mirror.of(List.of("c"), Map.of("p", "q"))));
        assertRead(
                base + "mirrors: {m: {endpoint: [c], <<: *b}}", mirror("m", Mirror.of(List.of("a"), Map.of("p", "q"))));
        assertRead(
                base + "mirrors: {m: {<<: [{endpoint: [d]}, *b]}}",
                mirror("m", Mirror.of(List.of("d"), Map.of("p", "q"))));
        assertRead("mirrors: {\"<<\": {endpoint: [a]}}", mirror("<<", Mirror.of(List.of("a"), Map.of())));
    }

    @Test
    void followsTagsOfYamlItself() {
        assertRead("configs: {h: {auth: {username: !!binary aGk=}}}", username("hi"));
        assertRead("configs: {h: {auth: {username: !!float .5}}}", username(".5"));
        assertRead("configs: {h: {auth: {username: !!int 0b-1_0}}}", username("0b-1_0"));
        assertRead("configs: {h: {auth: {username: !!str ~}}}", username("~"));
        assertRead("configs: {h: {tls: {insecure_skip_verify: !!bool 'true'}}}", tls(true));
    }

    @Test
    void readsAnchorsAndAliases() {
        assertRead(
                "x: &e [https://m.example]\nmirrors: {a: {endpoint: *e}, b: {endpoint: *e}}",
                Registries.of(
                        Map.of(
                                "a", Mirror.of(List.of("https://m.example"), Map.of()),
                                "b", Mirror.of(List.of("https://m.example"), Map.of())),
                        Map.of()));
    }

    @Test
    void readsOtherLineEndsAndEncodings() {
        Registries expected = mirror("é", Mirror.of(List.of("a"), Map.of()));
        String text = "mirrors:\n  é:\n    endpoint:\n    - a\n";
        assertRead(text.replace("\n", "\r\n"), expected);
        assertRead(text.replace('\n', '\r'), expected);
        assertRead(text.strip(), expected);
        assertThat(RegistriesReader.read(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo(new Read(expected));
        assertThat(RegistriesReader.read(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE)))
                .isEqualTo(new Read(expected));
    }

    static ReadResult read(String text) {
        return RegistriesReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRead(String text, Registries expected) {
        assertThat(read(text)).isEqualTo(new Read(expected));
    }

    private static Registries mirror(String name, Mirror mirror) {
        return Registries.of(Map.of(name, mirror), Map.of());
    }

    private static Registries config(String host, HostConfig config) {
        return Registries.of(Map.of(), Map.of(host, config));
    }

    private static Registries username(String username) {
        return config("h", new HostConfig(new Auth(username, null, null, null), null));
    }

    private static Registries tls(boolean insecure) {
        return config("h", new HostConfig(null, new Tls(null, null, null, insecure)));
    }
}
