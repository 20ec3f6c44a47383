package dev.registrymirror.cli;

import dev.registrymirror.cli.terminal.Color;
import dev.registrymirror.cli.terminal.Ink;
import picocli.CommandLine.Option;

/** The option that says when results for people are in colour. */
final class ColorArgument {
    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description =
                    "${COMPLETION-CANDIDATES}; without it ${DEFAULT-VALUE}: on a terminal, unless NO_COLOR is set.")
    private Color color = Color.auto;

    /** What to print with for people. */
    Ink ink(Console console) {
        return console.terminal().ink(color);
    }
}
