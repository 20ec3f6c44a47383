package dev.registrymirror.cli;

import dev.registrymirror.cli.explain.ExplanationDocument;
import dev.registrymirror.cli.explain.ExplanationText;
import dev.registrymirror.cli.file.ExitStatus;
import dev.registrymirror.cli.file.Stop;
import dev.registrymirror.registries.explain.Explanation;
import dev.registrymirror.registries.explain.Folder.State;
import dev.registrymirror.registries.explain.ImageName;
import dev.registrymirror.registries.explain.ImageName.Result.Invalid;
import dev.registrymirror.registries.explain.ImageName.Result.Named;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code registries explain}: the way of a pull. */
@Command(
        name = "explain",
        header = "Tells where a node pulls an image from.",
        description = {
            "%nEach endpoint in the order in which containerd tries it, with what it is asked for, TLS and login, and what of the file"
                    + " plays no part. Logins are named, never shown.",
            "%nStatus 0: the pull goes this way. 1: something is wrong with what the file says about it. 2: a file cannot be read, the"
                    + " image's name is none, or it cannot be told."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        footer = {
            "",
            "Example: where does a node without default endpoints get nginx from?",
            "  registries explain nginx:1.29 --file registries.yaml --disable-default-registry-endpoint"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "IMAGE", description = "The image's name as it stands in a pod.")
    private String image = "";

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "The registries.yaml, or - for standard input.")
    private String file = "";

    @Mixin
    private NodeArguments node = new NodeArguments();

    @Mixin
    private OutputArguments output = new OutputArguments();

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var options = node.options();
        ImageName name = name();
        Explanation explanation =
                Explanation.of(name, console.input().registries(file).registries(), options);
        List<String> problems =
                explanation.problems().stream().map(ContainerdWords::problem).toList();
        output.format()
                .ifPresentOrElse(
                        format -> console.out().print(format.text(ExplanationDocument.of(explanation, problems))),
                        () -> ExplanationText.lines(explanation, output.ink(console))
                                .forEach(console.out()::println));
        NodeArguments.tellCaution(options, console);
        problems.forEach(problem -> console.say("error: " + problem));
        return status(explanation).number();
    }

    private ImageName name() {
        return switch (ImageName.of(image)) {
            case Named(ImageName named) -> named;
            case Invalid invalid ->
                throw Stop.cannot("this names no image: %s: %s".formatted(invalid.reason(), invalid.remedy()));
        };
    }

    private static ExitStatus status(Explanation explanation) {
        State state = explanation.folder().state();
        boolean wrong = !explanation.problems().isEmpty()
                || (state != State.ABSENT && state != State.READ && state != State.UNDECIDED)
                || explanation.attempts().stream()
                        .anyMatch(attempt -> attempt.address().problem() != null
                                || attempt.credentials().problem() != null);
        if (wrong) {
            return ExitStatus.FINDINGS;
        }
        return state == State.UNDECIDED ? ExitStatus.CANNOT : ExitStatus.FINE;
    }
}
