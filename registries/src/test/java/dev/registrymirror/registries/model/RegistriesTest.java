package dev.registrymirror.registries.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistriesTest {
    @Test
    void sortsByUtf8BytesAndNotByUtf16Units() {
        Mirror mirror =
                Mirror.of(List.of(), Map.of("b", "1", "a", "2", "^Z", "3", "é", "4", "😀", "5", "￮", "6", "", "7"));
        assertThat(mirror.rewrites().keySet()).containsExactly("", "^Z", "a", "b", "é", "￮", "😀");
    }

    @Test
    void theOrderOfEndpointsMatters() {
        assertThat(Mirror.of(List.of("a", "b"), Map.of())).isNotEqualTo(Mirror.of(List.of("b", "a"), Map.of()));
    }

    @Test
    void aMirrorThatSaysNothingIsNotNoMirror() {
        assertThat(Registries.of(Map.of("docker.io", Mirror.EMPTY), Map.of())).isNotEqualTo(Registries.EMPTY);
    }

    @Test
    void anEntryThatSaysNothingIsNotNoEntry() {
        assertThat(Registries.of(Map.of(), Map.of("docker.io", HostConfig.EMPTY)))
                .isNotEqualTo(Registries.EMPTY);
    }

    @Test
    void emptyCredentialsAreNotNoCredentials() {
        assertThat(new HostConfig(new Auth(null, null, null, null), null)).isNotEqualTo(HostConfig.EMPTY);
    }

    @Test
    void anEmptyStringMeansTheSameAsNone() {
        assertThat(new Auth("", Secret.of(""), Secret.of(""), Secret.of("")))
                .isEqualTo(new Auth(null, null, null, null));
        assertThat(new Tls("", "", "", false)).isEqualTo(new Tls(null, null, null, false));
    }
}
