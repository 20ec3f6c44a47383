package dev.registrymirror.cli;

import dev.registrymirror.cli.file.ExitStatus;
import dev.registrymirror.cli.file.Stop;
import dev.registrymirror.cli.terminal.Color;
import dev.registrymirror.cli.terminal.Ink;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The tool with all its commands. */
@Command(
        name = "registries",
        header = "Says what RKE2, K3s and containerd make of a registries.yaml.",
        description = "%nStarted as `kubectl registries` where kubectl-registries is on PATH.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:fine",
            "1:something is wrong with the file",
            "2:it could not be done: bad usage, a file that cannot be read or written, no certain answer"
        },
        footer = {"", "Example:", "  registries check /etc/rancher/rke2/registries.yaml"})
final class Tool {
    private Tool() {}

    /** All commands, wired to a console. */
    static CommandLine commandLine(Console console) {
        CommandLine tool = new CommandLine(new Tool())
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(new ParseCommand(console))
                .addSubcommand(new ExplainCommand(console))
                .addSubcommand(new ContainerdCommand(console))
                .addSubcommand(new DiffCommand(console))
                .addSubcommand(new RenderCommand(console))
                .addSubcommand(new ImportCommand(console));
        return tool.addSubcommand(new CompletionCommand(console, tool))
                .setOut(console.out())
                .setErr(console.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(console)))
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler(Tool::badUsage)
                .setExecutionExceptionHandler((problem, command, arguments) -> stopped(problem, console));
    }

    private static CommandLine.Help.Ansi ansi(Console console) {
        return console.terminal().ink(Color.auto) == Ink.COLORED ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
    }

    private static int badUsage(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("registries: " + problem.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(problem, err)) {
            err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitStatus.CANNOT.number();
    }

    private static int stopped(Exception problem, Console console) {
        if (problem instanceof Stop stop) {
            console.say("registries: " + stop.getMessage());
            return stop.status().number();
        }
        // Its message could quote a file's content.
        StackTraceElement[] trace = problem.getStackTrace();
        console.say("registries: a mistake of this program, please report it: %s at %s"
                .formatted(problem.getClass().getName(), trace.length == 0 ? "an unknown place" : trace[0]));
        return ExitStatus.CANNOT.number();
    }
}
