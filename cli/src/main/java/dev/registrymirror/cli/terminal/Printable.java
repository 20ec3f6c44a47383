package dev.registrymirror.cli.terminal;

import dev.registrymirror.registries.model.FieldPath;

/** Texts from files that may be anybody's: nothing of them reaches a terminal as a command. */
public final class Printable {
    private Printable() {}

    /** The text with its invisible characters escaped. */
    public static String of(String text) {
        return FieldPath.visible(text);
    }
}
