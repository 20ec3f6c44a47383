package dev.registrymirror.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ToolTest {
    @Test
    void helpNamesEveryCommandAndAnExample() {
        Run run = Run.of("--help");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains(
                        "  check ",
                        "  parse ",
                        "  explain ",
                        "  containerd ",
                        "  diff ",
                        "  completion ",
                        "Exit status:",
                        "Example:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "parse", "explain", "containerd", "diff", "completion"})
    void everyCommandHasHelpWithAnExample(String command) {
        Run run = Run.of(command, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Usage: registries " + command + " ", "\nExample", "registries " + command);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                           | Missing required subcommand
            check                                        | Missing required parameter: 'FILE'
            check - --rke2-version new                   | --rke2-version takes a release in full, such as v1.34.2+rke2r1 or v1.34.2+k3s1
            explain a -f - --rke2-version v1.34          | --rke2-version takes a release in full, such as v1.34.2+rke2r1 or v1.34.2+k3s1
            diff - - --rke2-version v2.0.0               | --rke2-version takes a release in full, such as v1.34.2+rke2r1 or v1.34.2+k3s1
            check - --color red                          | Invalid value for option '--color'
            parse                                        | Missing required parameter: 'FILE'
            parse a b                                    | Unmatched argument at index 2: 'b'
            parse - -o xml                               | Invalid value for option '--output'
            containerd -                                 | Missing required option: '--out=DIR'
            containerd - --out o --distribution k8s      | use rke2 or k3s
            containerd - --out o --embedded-registry h   | --embedded-registry takes HOST:PORT, such as 127.0.0.1:9345
            containerd - --out o --data-dir d            | --data-dir takes an absolute path
            explain -f -                                 | Missing required parameter: 'IMAGE'
            explain a                                    | Missing required option: '--file=FILE'
            explain A -f -                               | this names no image: the repository "library/A" has capital letters: write it in lower case
            diff a                                       | Missing required parameter: 'NEW'
            pars                                         | Did you mean: registries parse
            """)
    void badUsageIsStatusTwoAndSaysWhatIsWrong(String arguments, String message) {
        Run run = Run.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("registries: ").contains(message).doesNotContain("\tat ");
    }

    @Test
    void completionKnowsCommandsOptionsAndValues() {
        Run run = Run.of("completion");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("#!/usr/bin/env bash")
                .contains(
                        "complete -F _complete_registries",
                        "--rke2-version",
                        "--show-secrets",
                        "--disable-default-registry-endpoint",
                        "\"k3s\"");
    }

    @Test
    void aMistakeOfTheProgramTellsNothingOfTheFile() {
        @Command(name = "broken")
        class Broken implements Runnable {
            @Override
            public void run() {
                throw new IllegalStateException("hunter2");
            }
        }
        StringWriter err = new StringWriter();
        var console = new Console(System.in, new PrintWriter(new StringWriter()), new PrintWriter(err, true));
        CommandLine tool = Tool.commandLine(console);
        tool.addSubcommand(new CommandLine(new Broken())
                .setErr(console.err())
                .setExecutionExceptionHandler(tool.getExecutionExceptionHandler()));

        assertThat(tool.execute("broken")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("registries: a mistake of this program")
                .doesNotContain("hunter2");
    }
}
