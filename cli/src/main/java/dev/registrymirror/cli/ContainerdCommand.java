package dev.registrymirror.cli;

import dev.registrymirror.cli.file.ContainerdTree;
import dev.registrymirror.cli.file.ExitStatus;
import dev.registrymirror.cli.file.Input;
import dev.registrymirror.cli.file.Input.Content;
import dev.registrymirror.cli.file.Stop;
import dev.registrymirror.registries.containerd.ContainerdFiles;
import dev.registrymirror.registries.containerd.ContainerdFiles.Rendered;
import dev.registrymirror.registries.containerd.ContainerdFiles.Unrenderable;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.Findings;
import dev.registrymirror.registries.findings.Findings.Checked;
import dev.registrymirror.registries.findings.Severity;
import dev.registrymirror.registries.model.Registries;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code registries containerd}: the files that a node writes for containerd. */
@Command(
        name = "containerd",
        header = "Writes what RKE2 or K3s writes for containerd at its start.",
        description = {
            "%nDIR/certs.d/NAME/hosts.toml for each registry, and DIR/auth.toml with the logins, which on a node are the end of"
                    + " config.toml. All have mode 0600. A hosts.toml of an earlier run that is no longer wanted is removed, and"
                    + " one of a name that is wanted is replaced, whoever wrote it. Anything else in certs.d stays.",
            "%nThe files are also written when the file has errors that RKE2 passes over: then the errors that check tells are printed, and the"
                    + " status is 1. Nothing is written when RKE2 refuses the file, or when a registry's name would lead out of"
                    + " certs.d."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        footer = {
            "",
            "Example: the files of a K3s node without default endpoints",
            "  registries containerd registries.yaml --out out --distribution k3s --disable-default-registry-endpoint"
        })
final class ContainerdCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The registries.yaml, or - for standard input.")
    private String file = "";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write to.")
    private Path out = Path.of("");

    @Mixin
    private NodeArguments node = new NodeArguments();

    ContainerdCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var options = node.options();
        Content content = console.input().content(file);
        Checked checked = Findings.of(content.bytes(), CheckContext.of(options, Instant.now()));
        Registries registries = Input.meaning(content, checked.result()).registries();
        return switch (ContainerdFiles.of(registries, options)) {
            case Rendered rendered -> write(rendered, checked).number();
            case Unrenderable unrenderable ->
                throw Stop.because("nothing was written: "
                        + unrenderable.problems().stream()
                                .map(ContainerdWords::problem)
                                .collect(Collectors.joining("; ")));
        };
    }

    private ExitStatus write(Rendered rendered, Checked checked) {
        new ContainerdTree(out).write(rendered.files());
        rendered.files().keySet().forEach(path -> console.out().println(out.resolve(ContainerdFiles.shown(path))));
        if (rendered.files().isEmpty()) {
            console.say("no files: containerd goes straight to each registry");
        }
        rendered.leftOut().forEach(item -> console.say("note: " + ContainerdWords.leftOut(item)));
        NodeArguments.tellCaution(node.options(), console);
        checked.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .forEach(finding -> console.say("error: " + finding));
        return checked.hasErrors() ? ExitStatus.FINDINGS : ExitStatus.FINE;
    }
}
