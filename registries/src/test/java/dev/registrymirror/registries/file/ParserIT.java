package dev.registrymirror.registries.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.ReadResult.Refused;
import dev.registrymirror.registries.file.ReadResult.Undecided;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader against RKE2's own parser. */
class ParserIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mirrors: {docker.io: {endpoint: [https://m.example:5000], rewrite: {'^(.*)$': 'hub/$1'}}}",
                "configs: {h: {auth: {username: u, password: p}, tls: {insecure_skip_verify: yes}}, i: }",
                "mirrors: {docker.io: {endpoint: text}}"
            })
    void readsAsRke2Does(String text) {
        byte[] file = text.getBytes(StandardCharsets.UTF_8);
        Wharfie.Verdict verdict = Wharfie.read(file);
        switch (RegistriesReader.read(file)) {
            case Read(var registries, var _) -> assertThat(verdict).isEqualTo(new Wharfie.Verdict.Accepted(registries));
            case Refused _ -> assertThat(verdict).isInstanceOf(Wharfie.Verdict.Rejected.class);
            case Undecided _ -> {}
        }
    }
}
