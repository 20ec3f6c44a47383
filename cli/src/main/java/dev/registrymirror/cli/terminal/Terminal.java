package dev.registrymirror.cli.terminal;

import java.util.Map;

/**
 * Where results go.
 *
 * @param attached whether it is a terminal, and not a pipe or a file
 * @param showsColor whether it shows colours, and nobody asked for none
 */
public record Terminal(boolean attached, boolean showsColor) {
    /** A pipe or a file. */
    public static final Terminal NONE = new Terminal(false, false);

    /**
     * What the environment tells: {@code NO_COLOR} with any value but the empty one (no-color.org), and a {@code TERM} that shows none.
     *
     * @param attached whether it is a terminal
     * @param environment the process's environment
     */
    public static Terminal of(boolean attached, Map<String, String> environment) {
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(attached, !unwanted && !dumb);
    }

    /** What to print with. */
    public Ink ink(Color color) {
        return switch (color) {
            case auto -> attached && showsColor ? Ink.COLORED : Ink.PLAIN;
            case always -> Ink.COLORED;
            case never -> Ink.PLAIN;
        };
    }
}
