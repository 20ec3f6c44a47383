package dev.registrymirror.registries.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.model.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {
    @Test
    void takesCredentialsWithoutControlCharacters() {
        for (String credential : List.of("p\"\\x'", "é😀", " ", "a=b", "\u00a0\u200b")) {
            assertThat(AccessRules.credential("p", Secret.of(credential))).isEmpty();
        }
        assertThat(AccessRules.basicAuth("p", Secret.of("dTpw"))).isEmpty();
    }

    @Test
    void saysHowTheUsualLineBreakGetsIntoAPassword() {
        assertThat(AccessRules.credential("p", Secret.of("secret\n"))
                        .orElseThrow()
                        .remedy())
                .contains("echo -n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "dXNlcg==", "dTpw\n", "user:password", "dTpwdw", "dTpwdw="})
    void refusesAuthThatIsNotBase64OfUserAndPassword(String auth) {
        assertThat(AccessRules.basicAuth("p", Secret.of(auth))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/ssl/caf\u00e9.pem", "/etc/\u8bc1\u4e66.pem", "/etc/a\u00a0b.pem", "/etc/a\nb"})
    void refusesPathsThatNotEveryLocaleCanSay(String file) {
        assertThat(AccessRules.file("p", file).orElseThrow().remedy()).contains("ASCII");
    }

    @Test
    void takesPathsOfPrintableAscii() {
        assertThat(AccessRules.file("p", "/etc/ssl/with space/~ca!.pem")).isEmpty();
    }

    @Test
    void takesTheWholeIdentityOrNone() {
        assertThat(AccessRules.identity("c", "x", "k", "y")).isEmpty();
        assertThat(AccessRules.identity("c", null, "k", null)).isEmpty();
        assertThat(AccessRules.identity("c", "x", "k", null).orElseThrow().path())
                .isEqualTo("k");
        assertThat(AccessRules.identity("c", null, "k", "y").orElseThrow().path())
                .isEqualTo("c");
    }
}
