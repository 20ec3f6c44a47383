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
import dev.registrymirror.cli.findings.ManifestsCheck;
import dev.registrymirror.cli.findings.RegistriesCheck;
import dev.registrymirror.mirrors.manifest.ManifestDetection;
import dev.registrymirror.mirrors.manifest.ManifestReader;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.FindingCode;
import dev.registrymirror.registries.findings.Severity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        header = "Tells what is wrong with a registries.yaml or with manifests, and what to write instead.",
        description = {
            "%nEach finding has a severity, a code, the place in the file, what happens on a node, and what to do. The most important"
                    + " comes first.",
            "%nFiles with RegistryMirrors, Secrets and ConfigMaps are known by what they hold, and are looked at together: with what the API"
                    + " server and the operator would say, and what a node would get. Other kinds are passed over.",
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
            "Example: a folder of manifests, before they are applied",
            "  registries check --strict manifests/*.yaml",
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
            converter = CodeArgument.class,
            completionCandidates = CodeArgument.class,
            description = "Findings of these codes are as good as not there.")
    private Set<String> ignored = new HashSet<>();

    @Option(
            names = "--node-root",
            paramLabel = "DIR",
            description =
                    "Look into the certificates and keys that the file names, below DIR: / on the node itself, or a copy of a"
                            + " node's files.")
    private @Nullable Path nodeRoot;

    @Option(
            names = "--namespace",
            paramLabel = "NAMESPACE",
            description =
                    "The operator's namespace, ${DEFAULT-VALUE} if left out: Secrets and ConfigMaps of others are not looked at.")
    private String namespace = ManifestReader.DEFAULT_NAMESPACE;

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
        List<Given> given = files.stream().distinct().map(this::read).toList();
        List<Content> manifests = given.stream()
                .flatMap(file -> file.content().stream())
                .filter(content -> ManifestDetection.isManifest(content.bytes()))
                .toList();
        Map<String, CheckedFile> ofManifests = ManifestsCheck.of(manifests, namespace, context);
        List<CheckedFile> checked = given.stream()
                .map(file -> Optional.ofNullable(ofManifests.get(file.name())).orElseGet(() -> check(file, context)))
                .map(file -> file.without(ignored))
                .toList();
        print(checked);
        return checked.stream()
                .map(this::status)
                .reduce(ExitStatus.FINE, ExitStatus::orWorse)
                .number();
    }

    /**
     * A file that was named.
     *
     * @param content what is in it; nothing if it cannot be read
     * @param reason why it cannot
     */
    private record Given(String name, Optional<Content> content, String reason) {}

    private Given read(String file) {
        try {
            Content content = console.input().content(file);
            return new Given(content.name(), Optional.of(content), "");
        } catch (Stop stop) {
            return new Given(Input.name(file), Optional.empty(), stop.getMessage());
        }
    }

    private CheckedFile check(Given file, CheckContext context) {
        return file.content()
                .map(content -> check(content, context))
                .orElseGet(() -> CheckedFile.unread(file.name(), file.reason()));
    }

    private CheckedFile check(Content content, CheckContext context) {
        NodeRoot machine = new NodeRoot(nodeRoot == null ? THIS_MACHINE : nodeRoot);
        boolean readable = content.path().map(machine::showsToOthers).orElse(false);
        return RegistriesCheck.of(content.name(), content.bytes(), context.withReadableByOthers(readable));
    }

    private void verifyIgnored() {
        for (FindingCode code : List.of(FindingCode.Unreadable, FindingCode.Undecided)) {
            if (ignored.contains(code.name())) {
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
