package dev.registrymirror.registries.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.regexp.GoPatterns;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RewriteRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "^rancher/(.*)",
                "^(.*)$",
                "[.]",
                "(?P<n>a)",
                "a{2,5}",
                "([a-z]{1,63}[.]){1,15}",
                "[a{9}]{1000}",
                "(a{500}){2}",
                "{",
                "a{,3}",
                "library/[a-z0-9]+",
                "😀",
                "{}"
            })
    void takesPatterns(String pattern) {
        assertThat(RewriteRules.pattern("p", pattern, new GoPatterns())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\.",
                "\"",
                "a\nb",
                "a\tb",
                "\u007f",
                "(",
                "[",
                "*",
                "(?=a)",
                "(?!a)",
                "(?<=a)",
                "a{1001}",
                "((a{100}){100}){100}",
                "(a{1000}){2}",
                "a{1000}(?s){1000}",
                "(a{1000}b){0,2}",
                "([]a]{40}){40}",
                "a**",
                "a\ufeff",
                "\u2028",
                "\u200b",
                "\uffff",
                "\ud83d"
            })
    void refusesPatternsThatContainerdCannotUse(String pattern) {
        assertThat(RewriteRules.pattern("p", pattern, new GoPatterns()))
                .get()
                .extracting(Refusal::code)
                .isEqualTo(RefusalCode.InvalidPattern);
    }

    @Test
    void boundsPatternsSoThatTheyCanBeKeysAndCompileQuickly() {
        assertThat(RewriteRules.pattern("p", "a".repeat(512), new GoPatterns())).isEmpty();
        assertThat(RewriteRules.pattern("p", "a".repeat(513), new GoPatterns())).isPresent();
        assertThat(RewriteRules.pattern("p", "(".repeat(200) + ")".repeat(200), new GoPatterns()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hub/$1", "${1}x", "{}", "$$", "a b", "'"})
    void takesReplacements(String replacement) {
        assertThat(RewriteRules.replacement("p", replacement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\1", "\"", "a\n", "\u0000", "\u007f"})
    void refusesReplacementsThatBreakToml(String replacement) {
        assertThat(RewriteRules.replacement("p", replacement))
                .get()
                .extracting(Refusal::code)
                .isEqualTo(RefusalCode.InvalidReplacement);
    }

    @Test
    void findsPatternsThatStandTwice() {
        assertThat(RewriteRules.duplicates("spec.mirrors[docker.io].rewrites", List.of("a", "b", "a", "a")))
                .extracting(Refusal::path)
                .containsExactly(
                        "spec.mirrors[docker.io].rewrites[2].pattern", "spec.mirrors[docker.io].rewrites[3].pattern");
    }
}
