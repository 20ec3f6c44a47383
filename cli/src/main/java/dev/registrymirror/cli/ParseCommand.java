package dev.registrymirror.cli;

import dev.registrymirror.cli.document.Format;
import dev.registrymirror.cli.document.RegistriesDocument;
import dev.registrymirror.cli.file.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code registries parse}: what RKE2 reads. */
@Command(
        name = "parse",
        header = "Prints what RKE2 reads in a registries.yaml.",
        description = {
            "%nOnly what has a meaning to RKE2 is printed: a key that it does not know is not there, %"
                    + "nand of keys that are written twice the one that counts is.",
            "A file that RKE2 refuses gives a message and status 1."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Example: is `insecure_skip_verify` where RKE2 finds it?",
            "  registries parse registries.yaml -o yaml"
        })
final class ParseCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.")
    private String file = "";

    @Option(names = "--show-secrets", description = "Print passwords and tokens instead of ***.")
    private boolean showSecrets;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; without it ${DEFAULT-VALUE}.")
    private Format format = Format.json;

    ParseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var read = console.input().registries(file);
        console.out().print(format.text(RegistriesDocument.of(read.registries(), showSecrets)));
        return ExitStatus.FINE.number();
    }
}
