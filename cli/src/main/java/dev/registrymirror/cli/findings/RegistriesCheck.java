package dev.registrymirror.cli.findings;

import dev.registrymirror.cli.findings.CheckedFile.Found;
import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.ReadResult.Refused;
import dev.registrymirror.registries.file.ReadResult.Undecided;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.Findings;
import dev.registrymirror.registries.findings.Findings.Checked;
import dev.registrymirror.registries.model.Registries;

/** Checks a registries.yaml. */
public final class RegistriesCheck {
    private RegistriesCheck() {}

    /**
     * All that is worth saying about it.
     *
     * @param name what to call it
     * @param bytes its content
     * @param context what is known about the node
     */
    public static CheckedFile of(String name, byte[] bytes, CheckContext context) {
        Checked checked = Findings.of(bytes, context);
        return CheckedFile.of(
                name,
                content(checked.result()),
                checked.findings().stream().map(Found::of).toList());
    }

    private static String content(ReadResult result) {
        return switch (result) {
            case Read read -> content(read.registries());
            case Refused _ -> "RKE2 does not start with it";
            case Undecided _ -> "not checked";
        };
    }

    private static String content(Registries registries) {
        return "%s, %s"
                .formatted(
                        count(registries.mirrors().size(), "mirror"),
                        count(registries.configs().size(), "config"));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
