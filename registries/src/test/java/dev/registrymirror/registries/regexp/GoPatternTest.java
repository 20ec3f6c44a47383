package dev.registrymirror.registries.regexp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each value was seen with Go's regexp; RewritingIT compares many more. */
class GoPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "^rancher/(.*) p/$1 rancher/a/b p/a/b",
                "^rancher/(.*) p/$1x rancher/a p/",
                "^rancher/(.*) p/${1}x rancher/a p/ax",
                "^rancher/(.*) p/$$1 rancher/a p/$1",
                "^rancher/(.*) p/\\1 rancher/a p/\\1",
                "^rancher/(.*) p/$2 rancher/a p/",
                "^rancher/(.*) p/${1 rancher/a p/${1",
                "^rancher/(.*) p/$ rancher/a p/$",
                "^rancher/(?P<n>.*) p/${n} rancher/a p/a",
                "^(?<n>a)|(?<n>b) <$n> ba <b>a",
                "a x banana bxnxnx",
                "b* - abc -a-c-",
                "$ /x a/b a/b/x",
                "^ x/ a/b x/a/b",
                "(|a)+ x aa xaxax",
                "(?i)K x kKk xxx",
                "[[:digit:]]{2} x a123 ax3",
                "a{,2} x a{,2}a xa",
                "{* x a{{b xaxbx",
            })
    void replacesAllThatMatches(String pattern, String replacement, String name, String expected) {
        assertThat(GoPattern.of(pattern))
                .isInstanceOfSatisfying(
                        GoPattern.Usable.class,
                        usable -> assertThat(usable.replaceAll(name, GoReplacement.of(replacement)))
                                .isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "[",
                "*",
                "a**",
                "(?=a)",
                "(?<!a)",
                "\\1",
                "\\é",
                "a{1001}",
                "(a{100}){11}",
                "\\[(a{1000}){1000}]",
                "a{1000}(?s){1000}",
                "(?P<é>a)",
                "[b-a]",
                "\\",
                "\\Z",
                "((a{50}){3}b){10}"
            })
    void refusesWhatGoDoesNotCompile(String pattern) {
        assertThat(GoPattern.of(pattern)).isInstanceOf(GoPattern.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\p{Letter}",
                "(((..........)(..........)(..........)(..........)(..........)(..........)(..........)(..........))){1000}.{1000}x",
                "(?i)[a-\\x{10ffff}]",
                "(?i:\u1c80)",
                "a(?i)[a-\ud83d\ude00]"
            })
    void saysWhatItDoesNotKnow(String pattern) {
        assertThat(GoPattern.of(pattern)).isInstanceOf(GoPattern.Unknown.class);
    }

    @Test
    void judgesNoPatternOfAnyLength() {
        assertThat(GoPattern.of("a".repeat(GoPattern.LONGEST))).isInstanceOf(GoPattern.Usable.class);
        assertThat(GoPattern.of("a".repeat(GoPattern.LONGEST + 1))).isInstanceOf(GoPattern.Unknown.class);
    }

    @Test
    void numbersGroupsInTheOrderOfTheirParentheses() {
        assertThat(GoPattern.of("(?:a)(b)(?i:c)((?P<n>d)[(]\\(\\Q(\\E)"))
                .isInstanceOfSatisfying(
                        GoPattern.Usable.class,
                        usable -> assertThat(usable.groups()).containsExactly("", "", "", "n"));
    }
}
