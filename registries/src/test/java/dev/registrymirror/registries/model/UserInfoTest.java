package dev.registrymirror.registries.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserInfoTest {
    @ParameterizedTest
    @CsvSource({
        "harbor.corp:5000, harbor.corp:5000",
        "https://me:pw@m.corp/v2, https://***@m.corp/v2",
        "me:p/w@m.corp, ***@m.corp",
        "https://me:p@w@m.corp, https://***@m.corp",
    })
    void an_address_is_shown_without_what_is_before_the_at(String address, String shown) {
        assertThat(UserInfo.masked(address)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "me:pw@m.corp, ***@m.corp",
        "token@m.corp, ***@m.corp",
        "me:p/(w@m.corp, ***@m.corp",
        "https://me:pw@m.corp, https://***@m.corp",
        "password:hunter2, password:***",
        "identity_token=abc, identity_token=***",
        "harbor.corp:5000, harbor.corp:5000",
        "^(.*)@sha256:(.*)$, ^(.*)@sha256:(.*)$",
        "library/busybox@sha256, library/busybox@sha256",
        "insecure-registries, insecure-registries",
    })
    void a_key_in_a_path_or_a_message_shows_no_credential(String key, String shown) {
        assertThat(FieldPath.quote(key)).isEqualTo('"' + shown + '"');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whoever is on the way to me:secret@h.corp can answer | whoever is on the way to ***@h.corp can answer",
                "the endpoint https://me:se/cret@h.corp:5000 has no port | the endpoint https://***@h.corp:5000 has no port",
                "the endpoint https://h.corp:5000/a of \"h:1\" | the endpoint https://h.corp:5000/a of \"h:1\"",
                "write me@example.com for https://***@h | write me@example.com for https://***@h"
            })
    void a_sentence_names_addresses_without_it(String sentence, String expected) {
        assertThat(UserInfo.maskedSentence(sentence)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"compass:5000, compass:5000", "registry-auth:5000, registry-auth:5000", "password:12345, password:***"})
    void a_host_with_a_telling_name_is_no_credential(String key, String expected) {
        assertThat(UserInfo.maskedKey(key)).isEqualTo(expected);
    }
}
