package dev.registrymirror.cli;

import dev.registrymirror.cli.file.ExitStatus;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code registries completion}: the script that completes commands and options. */
@Command(
        name = "completion",
        header = "Prints a script for bash and zsh that completes commands and options.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Example, in ~/.bashrc or ~/.zshrc:", "  source <(registries completion)"})
final class CompletionCommand implements Callable<Integer> {
    private final Console console;
    private final CommandLine tool;

    CompletionCommand(Console console, CommandLine tool) {
        this.console = console;
        this.tool = tool;
    }

    @Override
    public Integer call() {
        console.out().print(AutoComplete.bash(tool.getCommandName(), tool));
        return ExitStatus.FINE.number();
    }
}
