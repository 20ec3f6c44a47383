package dev.registrymirror.registries.regexp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.regexp.GoReplacement.Part;
import org.junit.jupiter.api.Test;

class GoReplacementTest {
    @Test
    void takesALongestNameWithoutBraces() {
        assertThat(GoReplacement.of("p/$1x-${1}x").parts())
                .containsExactly(
                        new Part.Text("p/"),
                        new Part.Named("1x"),
                        new Part.Text("-"),
                        new Part.Numbered(1),
                        new Part.Text("x"));
    }

    @Test
    void leavesADollarSignThatIsNoGroup() {
        assertThat(GoReplacement.of("$$1$ ${}${1$").parts()).containsExactly(new Part.Text("$1$ ${}${1$"));
    }

    @Test
    void takesNumbersWithALeadingZeroOrOfNineDigitsForNames() {
        assertThat(GoReplacement.of("$01").parts()).containsExactly(new Part.Named("01"));
        assertThat(GoReplacement.of("$0").parts()).containsExactly(new Part.Numbered(0));
        assertThat(GoReplacement.of("$1000000000").parts()).containsExactly(new Part.Named("1000000000"));
    }
}
