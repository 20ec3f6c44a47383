package dev.registrymirror.cli;

import dev.registrymirror.cli.file.ExitStatus;
import dev.registrymirror.cli.file.ManifestFiles;
import dev.registrymirror.cli.file.NodeTree;
import dev.registrymirror.cli.file.Stop;
import dev.registrymirror.mirrors.manifest.ManifestProblem;
import dev.registrymirror.mirrors.manifest.ManifestReader;
import dev.registrymirror.mirrors.manifest.Manifests;
import dev.registrymirror.mirrors.render.Renderer;
import dev.registrymirror.mirrors.render.Rendering;
import dev.registrymirror.mirrors.render.Rendering.Files;
import dev.registrymirror.mirrors.render.Rendering.Held;
import dev.registrymirror.mirrors.render.Rendering.Nothing;
import dev.registrymirror.registries.compose.Distribution;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code registries render}: a node's files, from manifests. */
@Command(
        name = "render",
        header = "Writes the files that the operator would give a node, from manifests instead of a cluster.",
        description = {
            "%nFrom RegistryMirrors, and the Secrets and ConfigMaps that they name, to the node's registries.yaml and the certificates"
                    + " beside it, byte for byte, each below DIR at its path on the node and with mode 0600: for images and cloud-init,"
                    + " before the cluster exists.",
            "%nNothing is written, and the status is 1, when the API server would refuse a manifest, or the operator would leave the node"
                    + " as it is: then everything that stands against it is printed. When no RegistryMirror selects the node, there is"
                    + " nothing to write, and the status is 0."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        footer = {
            "",
            "Example: the files of a K3s node of a pool",
            "  registries render -f manifests/ --node-labels pool=gpu --distribution k3s --out overlay"
        })
final class RenderCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = {"-f", "--filename"},
            required = true,
            arity = "1..*",
            paramLabel = "MANIFESTS",
            description =
                    "Files, folders with .yaml, .yml and .json files, or - for standard input. Other kinds are passed over.")
    private List<String> manifests = List.of();

    @Option(
            names = "--node-labels",
            split = ",",
            paramLabel = "KEY=VALUE",
            description = "The node's labels, as nodeSelector looks at them. kubernetes.io/os=linux need not be given.")
    private Map<String, String> labels = new HashMap<>();

    @Option(
            names = "--node-name",
            paramLabel = "NAME",
            description = "The same as the label kubernetes.io/hostname=NAME.")
    private @Nullable String name;

    @Option(
            names = "--distribution",
            paramLabel = "rke2|k3s",
            converter = NodeArguments.Program.class,
            completionCandidates = NodeArguments.Program.class,
            description = "What the node runs; without it rke2.")
    private Distribution distribution = Distribution.RKE2;

    @Option(
            names = "--namespace",
            paramLabel = "NAMESPACE",
            description =
                    "The operator's namespace, ${DEFAULT-VALUE} if left out. Secrets and ConfigMaps of others are passed over.")
    private String namespace = ManifestReader.DEFAULT_NAMESPACE;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write to.")
    private Path out = Path.of("");

    RenderCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Manifests read = new ManifestFiles(console.input()).read(manifests, namespace);
        read.passedOver().forEach(object -> console.say("note: passed over: " + object));
        if (!read.problems().isEmpty()) {
            return nothing(
                    read.problems().stream().map(ManifestProblem::toString).toList());
        }
        if (read.mirrors().isEmpty()) throw Stop.cannot("there is no RegistryMirror in what was given");
        Rendering rendering = new Renderer(read.mirrors(), read.references()).render(nodeLabels(), distribution);
        return switch (rendering) {
            case Files files -> write(files);
            case Nothing _ -> {
                new NodeTree(out).write(new TreeMap<>());
                console.say("no files: no RegistryMirror selects a node with these labels");
                yield ExitStatus.FINE.number();
            }
            case Held held -> nothing(held.problems());
        };
    }

    private Map<String, String> nodeLabels() {
        Map<String, String> all = new HashMap<>(Map.of("kubernetes.io/os", "linux"));
        if (name != null) all.put("kubernetes.io/hostname", name);
        all.putAll(labels);
        return all;
    }

    private int write(Files files) {
        new NodeTree(out).write(files.files()).forEach(console.out()::println);
        console.say("from RegistryMirror " + String.join(", ", files.mirrors()));
        return ExitStatus.FINE.number();
    }

    private int nothing(List<String> problems) {
        problems.forEach(problem -> console.say("error: " + problem));
        console.say("registries: nothing was written");
        return ExitStatus.FINDINGS.number();
    }
}
