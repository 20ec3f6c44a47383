package dev.registrymirror.cli;

import dev.registrymirror.cli.explain.ComparisonDocument;
import dev.registrymirror.cli.explain.ComparisonText;
import dev.registrymirror.cli.file.ExitStatus;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.explain.Comparison;
import dev.registrymirror.registries.explain.NodeSetup;
import dev.registrymirror.registries.model.Registries;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code registries diff}: what another file means for a node. */
@Command(
        name = "diff",
        header = "Tells what changes when a node gets another registries.yaml.",
        description = {
            "%nWhat it takes (nothing, new files below certs.d, or a restart, and why), from which registries pulls go another way, and"
                    + " what differs in meaning: another order of keys, another spelling and comments do not. Secrets are named,"
                    + " never shown.",
            "%nStatus 0: told, whether there is a difference or not. 1: RKE2 refuses one of the files, or does not start with the new"
                    + " one. 2: a file cannot be read, or it cannot be told what RKE2 makes of it."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        footer = {
            "",
            "Example: what does a change cost that is to be merged?",
            "  git show main:registries.yaml | registries diff - registries.yaml",
            "Example: the same for a program, which gets nothing, certs-d or restart",
            "  registries diff old.yaml new.yaml -o json | jq -r .effect"
        })
final class DiffCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "OLD", description = "The file that nodes have, or - for standard input.")
    private String old = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "The file that they get, or - for standard input.")
    private String now = "";

    @Mixin
    private NodeArguments node = new NodeArguments();

    @Option(
            names = "--containerd-template",
            description = "The node has a config-v3.toml.tmpl or config.toml.tmpl of its own.")
    private boolean template;

    @Option(names = "--stargz", description = "The node's snapshotter is stargz.")
    private boolean stargz;

    @Mixin
    private OutputArguments output = new OutputArguments();

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        NodeOptions options = node.options();
        NodeSetup setup = new NodeSetup(options, template, stargz);
        Registries before = console.input().registries(old).registries();
        Registries after =
                now.equals(old) ? before : console.input().registries(now).registries();
        Comparison comparison = Comparison.of(before, after, setup);
        List<String> problems =
                comparison.problems().stream().map(ContainerdWords::problem).toList();
        output.format()
                .ifPresentOrElse(
                        format -> console.out().print(format.text(ComparisonDocument.of(comparison, problems))),
                        () -> ComparisonText.lines(comparison, output.ink(console))
                                .forEach(console.out()::println));
        NodeArguments.tellCaution(options, console);
        problems.forEach(problem -> console.say("error: " + problem));
        return (problems.isEmpty() ? ExitStatus.FINE : ExitStatus.FINDINGS).number();
    }
}
