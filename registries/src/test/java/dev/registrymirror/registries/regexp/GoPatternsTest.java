package dev.registrymirror.registries.regexp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.regexp.GoPattern.Unknown;
import dev.registrymirror.registries.regexp.GoPattern.Usable;
import org.junit.jupiter.api.Test;

class GoPatternsTest {
    private static final String LARGE = "[a-z]{1,999}%d";

    private final GoPatterns patterns = new GoPatterns();

    @Test
    void readsEachPatternOnce() {
        assertThat(patterns.of("^a/(.*)$")).isInstanceOf(Usable.class).isSameAs(patterns.of("^a/(.*)$"));
    }

    @Test
    void triesNoMoreThanAllPatternsOfAFileMayHaveTogether() {
        int read = 0;
        while (patterns.of(LARGE.formatted(read)) instanceof Usable) {
            read++;
        }
        assertThat(patterns.of(LARGE.formatted(read)))
                .isEqualTo(new Unknown("the patterns of the file are too large together to be tried"));
        assertThat(read).isBetween(100, 501);
        assertThat(patterns.of(LARGE.formatted(0))).isInstanceOf(Usable.class);
    }
}
