package dev.registrymirror.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    @Test
    void coloursAreForATerminal() {
        assertThat(Terminal.of(true, XTERM).ink(Color.auto)).isEqualTo(Ink.COLORED);
        assertThat(Terminal.of(false, XTERM).ink(Color.auto)).isEqualTo(Ink.PLAIN);
    }

    @Test
    void theEnvironmentCanAskForNone() {
        assertThat(Terminal.of(true, Map.of("NO_COLOR", "1")).ink(Color.auto)).isEqualTo(Ink.PLAIN);
        assertThat(Terminal.of(true, Map.of("NO_COLOR", "")).ink(Color.auto)).isEqualTo(Ink.COLORED);
        assertThat(Terminal.of(true, Map.of("TERM", "dumb")).ink(Color.auto)).isEqualTo(Ink.PLAIN);
    }

    @Test
    void theOptionCountsMore() {
        assertThat(Terminal.of(false, Map.of("NO_COLOR", "1")).ink(Color.always))
                .isEqualTo(Ink.COLORED);
        assertThat(Terminal.of(true, XTERM).ink(Color.never)).isEqualTo(Ink.PLAIN);
    }

    @Test
    void plainTextIsTheTextAlone() {
        assertThat(Ink.PLAIN.error("x")).isEqualTo("x");
        assertThat(Ink.COLORED.error("x")).isEqualTo("\033[1;31mx\033[0m");
    }
}
