package dev.registrymirror.registries.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.registrymirror.registries.RandomRegistries;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistriesWriterTest {
    @Test
    void writesBlockMapsSortedAndQuoted() {
        Registries registries = Registries.of(
                Map.of(
                        "quay.io",
                        Mirror.EMPTY,
                        "docker.io",
                        Mirror.of(
                                List.of("https://z.example:5000", "https://a.example"),
                                Map.of("^rancher/(.*)", "proj/$1", "^a$", "b\"\\"))),
                Map.of(
                        "z.example:5000",
                                new HostConfig(
                                        new Auth("u", Secret.of("p\n"), Secret.of("a"), Secret.of("t")),
                                        new Tls("/ca", "/cert", "/key", true)),
                        "a.example", new HostConfig(new Auth(null, null, null, null), new Tls(null, null, null, false)),
                        "docker.io", HostConfig.EMPTY));
        assertThat(RegistriesWriter.write(registries)).isEqualTo("""
                # Written by the Registry Mirror Operator. Change the RegistryMirror, not this file.
                mirrors:
                  "docker.io":
                    endpoint:
                      - "https://z.example:5000"
                      - "https://a.example"
                    rewrite:
                      "^a$": "b\\"\\\\"
                      "^rancher/(.*)": "proj/$1"
                  "quay.io": {}
                configs:
                  "a.example":
                    auth: {}
                    tls: {}
                  "docker.io": {}
                  "z.example:5000":
                    auth:
                      username: "u"
                      password: "p\\u000A"
                      auth: "a"
                      identity_token: "t"
                    tls:
                      ca_file: "/ca"
                      cert_file: "/cert"
                      key_file: "/key"
                      insecure_skip_verify: true
                """);
    }

    @Test
    void writesTheEmptyConfigurationAsADocumentThatMeansNothing() {
        assertThat(RegistriesWriter.write(Registries.EMPTY)).endsWith("file.\nmirrors: {}\n");
    }

    @Test
    void whatItWritesReadsBackAsTheSameAndEqualMeaningGivesEqualText() {
        RandomRegistries random = new RandomRegistries(20260101);
        Set<Registries> meanings = new HashSet<>();
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            Registries registries = random.next();
            String text = RegistriesWriter.write(registries);
            assertThat(RegistriesReader.read(text.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(new Read(registries));
            meanings.add(registries);
            texts.add(text);
        }
        assertThat(texts).hasSameSizeAs(meanings).hasSizeGreaterThan(8_000);
    }

    @Test
    void escapesWhatYamlDoesNotAllowAndNothingAboveTheBasicPlane() {
        Registries registries = Registries.of(
                Map.of(), Map.of("h", new HostConfig(new Auth("\u0085\u2028\ufeff\uffff😀", null, null, null), null)));
        assertThat(RegistriesWriter.write(registries)).contains("username: \"\\u0085\\u2028\\uFEFF\\uFFFF😀\"");
    }

    @Test
    void refusesWhatHasNoText() {
        for (String name : List.of("\ud83d", "\ude00x", "x".repeat(1100))) {
            Registries registries = Registries.of(Map.of(name, Mirror.EMPTY), Map.of());
            assertThatThrownBy(() -> RegistriesWriter.write(registries)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void writesMoreThanTheReaderTakesFromOthers() {
        Registries large = Registries.of(
                Map.of(),
                Map.of("h", new HostConfig(new Auth("x".repeat(RegistriesReader.MAX_BYTES), null, null, null), null)));
        assertThat(RegistriesWriter.write(large)).hasSizeGreaterThan(RegistriesReader.MAX_BYTES);
    }
}
