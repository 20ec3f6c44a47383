package dev.registrymirror.cli;

import dev.registrymirror.cli.file.ExitStatus;
import dev.registrymirror.cli.file.Input;
import dev.registrymirror.cli.file.Input.Content;
import dev.registrymirror.cli.file.ManifestTree;
import dev.registrymirror.cli.file.NodeRoot;
import dev.registrymirror.cli.file.Stop;
import dev.registrymirror.cli.findings.CheckedFile;
import dev.registrymirror.cli.findings.FindingsText;
import dev.registrymirror.cli.findings.RegistriesCheck;
import dev.registrymirror.mirrors.adopt.Adopter;
import dev.registrymirror.mirrors.adopt.Adoption.Adopted;
import dev.registrymirror.mirrors.adopt.Adoption.Refused;
import dev.registrymirror.mirrors.adopt.AdoptionOptions;
import dev.registrymirror.mirrors.adopt.Difference;
import dev.registrymirror.mirrors.manifest.ManifestReader;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.Severity;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code registries import}: manifests that give what a file gives. */
@Command(
        name = "import",
        header = "Makes a RegistryMirror, Secrets and ConfigMaps of a registries.yaml.",
        description = {
            "%nApplied, they give the selected nodes what the file means, so that the operator restarts none of them: it finds nothing to"
                    + " change. Not so with certificates that become part of the objects (--node-root): nodes get them at other paths, so the"
                    + " file changes, which its pool must allow with existingFile: Replace. Several FILEs, as from the nodes of one pool, must"
                    + " mean the same.",
            "%nSecrets are printed only with --show-secrets. With --out there are two files of mode 0600: NAME.yaml, in which nothing is"
                    + " secret, and NAME-secrets.yaml.",
            "%nWhat is found in the file is told, too; what RKE2 passes over is not imported. If there is anything that a RegistryMirror"
                    + " cannot say, nothing is written, and the status is 1; it is also 1 for errors of the file that are imported."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        footer = {
            "",
            "Example: what a node of the pool gpu has, with its certificates",
            "  registries import --name gpu --node-selector pool=gpu --node-root / --out gpu /etc/rancher/rke2/registries.yaml"
        })
final class ImportCommand implements Callable<Integer> {
    private static final Pattern OBJECT_NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int MAX_NAME = 200;

    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files, or - for standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "Name of the RegistryMirror, with which the names of the others begin.")
    private String name = "";

    @Option(
            names = "--node-selector",
            split = ",",
            paramLabel = "KEY=VALUE",
            description = "Labels of the nodes that are to have it. Without them: every node.")
    private Map<String, String> selector = new LinkedHashMap<>();

    @Option(
            names = "--node-root",
            paramLabel = "DIR",
            description =
                    "Make certificates and keys that the file names part of the objects, from below DIR: / on the node itself, or a copy"
                            + " of a node's files. Without it they stay on the nodes, and are named by their paths.")
    private @Nullable Path nodeRoot;

    @Option(
            names = "--namespace",
            paramLabel = "NAMESPACE",
            description = "The operator's namespace, ${DEFAULT-VALUE} if left out.")
    private String namespace = ManifestReader.DEFAULT_NAMESPACE;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder to write to; without it to standard output.")
    private @Nullable Path out;

    @Option(names = "--show-secrets", description = "Print the Secrets to standard output, too.")
    private boolean showSecrets;

    @Mixin
    private ColorArgument colors = new ColorArgument();

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (name.length() > MAX_NAME || !OBJECT_NAME.matcher(name).matches()) {
            throw Stop.cannot(
                    "--name takes the name of an object: at most %d lower-case letters, digits, hyphens and dots, such as corp"
                            .formatted(MAX_NAME));
        }
        List<Content> contents =
                files.stream().map(file -> console.input().content(file)).toList();
        Registries registries = common(contents);
        CheckedFile checked = check(contents.getFirst());
        return switch (Adopter.adopt(registries, options())) {
            case Refused(var problems) -> {
                tell(checked);
                problems.stream()
                        .filter(problem -> checked.findings().stream()
                                .noneMatch(found -> found.sentence().equals(problem)))
                        .forEach(problem -> console.say("error: " + problem));
                throw Stop.because("nothing was written, as a RegistryMirror cannot say all that the file says");
            }
            case Adopted adopted -> {
                tell(checked);
                write(adopted);
                yield (checked.count(Severity.ERROR) > 0 ? ExitStatus.FINDINGS : ExitStatus.FINE).number();
            }
        };
    }

    /** What all files mean. */
    private Registries common(List<Content> contents) {
        Content first = contents.getFirst();
        Registries registries = Input.meaning(first).registries();
        List<String> differences = new ArrayList<>();
        for (Content other : contents.subList(1, contents.size())) {
            Difference.between(registries, Input.meaning(other).registries())
                    .map(field -> "%s differs from %s in %s".formatted(other.name(), first.name(), field))
                    .ifPresent(differences::add);
        }
        if (!differences.isEmpty()) {
            throw Stop.because(
                    String.join("; ", differences)
                            + ": import those that mean the same together, each kind with a --name and a --node-selector of its own");
        }
        return registries;
    }

    private CheckedFile check(Content content) {
        CheckContext context = CheckContext.of(NodeOptions.defaults(Distribution.RKE2), Instant.now());
        return RegistriesCheck.of(
                content.name(),
                content.bytes(),
                nodeRoot == null ? context : context.withFiles(new NodeRoot(nodeRoot)::content));
    }

    private void tell(CheckedFile checked) {
        new FindingsText(colors.ink(console)).findings(checked).forEach(console.err()::println);
    }

    private AdoptionOptions options() {
        NodeRoot root = nodeRoot == null ? null : new NodeRoot(nodeRoot);
        Function<String, Optional<Secret<byte[]>>> material =
                root == null ? null : path -> root.content(path).map(Secret::of);
        return new AdoptionOptions(name, namespace, selector, material);
    }

    private void write(Adopted adopted) {
        if (out != null) {
            new ManifestTree(out)
                    .write(name, adopted.openManifests(), adopted.secretManifests())
                    .forEach(console.out()::println);
        }
        Optional<Secret<String>> shown = showSecrets ? adopted.secretManifests() : Optional.empty();
        if (out == null) {
            shown.ifPresent(secrets -> console.out().print(secrets.reveal() + "---\n"));
            console.out().print(adopted.openManifests());
            if (!showSecrets && adopted.secretManifests().isPresent()) {
                console.say(
                        "note: the Secrets are left out: --out DIR writes them to a file of mode 0600, --show-secrets"
                                + " prints them");
            }
        }
    }
}
