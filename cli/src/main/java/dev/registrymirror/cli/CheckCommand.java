package dev.registrymirror.cli;

import dev.registrymirror.cli.file.ExitStatus;
import dev.registrymirror.cli.file.Input;
import dev.registrymirror.cli.file.Input.Content;
import dev.registrymirror.cli.file.NodeRoot;
import dev.registrymirror.cli.file.Stop;
import dev.registrymirror.cli.findings.CheckedFile;
import dev.registrymirror.cli.findings.CheckedFile.State;
import dev.registrymirror.cli.findings.FindingsFormat;
import dev.registrymirror.cli.findings.FindingsText;
import dev.registrymirror.cli.findings.RegistriesCheck;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.FindingCode;
import dev.registrymirror.registries.findings.Severity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code registries check}: all that is worth saying about a file. */
@Command(
        name = "check",
        header = "Tells what is wrong with a registries.yaml, and what to write instead.",
        description = {
            "%nEach finding has a severity, a code, the place in the file, what happens on a node, and what to do. The most important"
                    + " comes first.",
            "%nStatus 0: no errors (with --strict: and no warnings). 1: errors. 2: a file cannot be read, or it cannot be told what"
                    + " RKE2 makes of it."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        footer = {
            "",
            "Example: in CI, so that a warning fails, too",
            "  registries check --strict --rke2-version v1.34.2+rke2r1 registries.yaml",
            "Example: in a workflow of GitHub, with the findings at their lines of the pull request",
            "  registries check -o github --ignore InsecureSkipVerify registries.yaml",
            "Example: on a node, with a look into the certificates that the file names",
            "  registries check --node-root / /etc/rancher/rke2/registries.yaml"
        })
final class CheckCommand implements Callable<Integer> {
    private static final Path THIS_MACHINE = Path.of("/");

    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files, or - for standard input.")
    private List<String> files = List.of();

    @Option(names = "--strict", description = "Status 1 also for warnings.")
    private boolean strict;

    @Option(
            names = "--ignore",
            split = ",",
            paramLabel = "CODE",
            description = "Findings of these codes are as good as not there.")
    private Set<FindingCode> ignored = EnumSet.noneOf(FindingCode.class);

    @Option(
            names = "--node-root",
            paramLabel = "DIR",
            description =
                    "Look into the certificates and keys that the file names, below DIR: / on the node itself, or a copy of a"
                            + " node's files.")
    private @Nullable Path nodeRoot;

    @Mixin
    private NodeArguments node = new NodeArguments();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "For programs: ${COMPLETION-CANDIDATES}; without it for people.")
    private @Nullable FindingsFormat format;

    @Mixin
    private ColorArgument colors = new ColorArgument();

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        verifyIgnored();
        CheckContext context = context();
        List<CheckedFile> checked =
                files.stream().map(file -> check(file, context)).toList();
        print(checked);
        return checked.stream()
                .map(this::status)
                .reduce(ExitStatus.FINE, ExitStatus::orWorse)
                .number();
    }

    private CheckedFile check(String file, CheckContext context) {
        try {
            return check(console.input().content(file), context).without(ignored);
        } catch (Stop stop) {
            return CheckedFile.unread(Input.name(file), stop.getMessage());
        }
    }

    private CheckedFile check(Content content, CheckContext context) {
        NodeRoot machine = new NodeRoot(nodeRoot == null ? THIS_MACHINE : nodeRoot);
        boolean readable = content.path().map(machine::showsToOthers).orElse(false);
        return RegistriesCheck.of(content.name(), content.bytes(), context.withReadableByOthers(readable));
    }

    private void verifyIgnored() {
        for (FindingCode code : List.of(FindingCode.Unreadable, FindingCode.Undecided)) {
            if (ignored.contains(code)) {
                throw Stop.cannot("--ignore does not take %s: nothing could be said of such a file".formatted(code));
            }
        }
    }

    private CheckContext context() {
        CheckContext context = CheckContext.of(node.options(), Instant.now());
        return nodeRoot == null ? context : context.withFiles(new NodeRoot(nodeRoot)::content);
    }

    private ExitStatus status(CheckedFile file) {
        if (!file.isChecked()) {
            return ExitStatus.CANNOT;
        }
        boolean bad = file.count(Severity.ERROR) > 0 || (strict && file.count(Severity.WARNING) > 0);
        return bad ? ExitStatus.FINDINGS : ExitStatus.FINE;
    }

    private void print(List<CheckedFile> checked) {
        checked.stream()
                .filter(file -> file.state() == State.UNREAD)
                .forEach(file -> console.say("registries: " + file.content()));
        if (format != null) {
            console.out().print(format.text(checked, Version.number()));
            return;
        }
        var text = new FindingsText(colors.ink(console));
        checked.stream().flatMap(text::lines).forEach(console.out()::println);
    }
}
