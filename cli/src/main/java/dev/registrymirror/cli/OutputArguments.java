package dev.registrymirror.cli;

import dev.registrymirror.cli.document.Format;
import dev.registrymirror.cli.terminal.Ink;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how results are printed: for people, in colour where they see it, or for programs. */
final class OutputArguments {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "For programs: ${COMPLETION-CANDIDATES}; without it for people.")
    private @Nullable Format format;

    @Mixin
    private ColorArgument colors = new ColorArgument();

    /** The format for programs; nothing if people read it. */
    Optional<Format> format() {
        return Optional.ofNullable(format);
    }

    /** What to print with for people. */
    Ink ink(Console console) {
        return colors.ink(console);
    }
}
