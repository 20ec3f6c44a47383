package dev.registrymirror.registries.check;

import java.util.OptionalInt;

/** Characters that must not reach a node's files, and how to speak of them without quoting what surrounds them. */
final class Characters {
    private Characters() {}

    /** The first character that no field may hold: a control character, DEL, or half of a surrogate pair. */
    static OptionalInt firstControl(String text) {
        return text.codePoints()
                .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)
                .findFirst();
    }

    /** The first of the given characters in a text. */
    static OptionalInt firstOf(String text, String characters) {
        return text.codePoints().filter(c -> characters.indexOf(c) >= 0).findFirst();
    }

    /** A character as it is called in a message. */
    static String name(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "a line break";
            case '\t' -> "a tab";
            case '"' -> "a double quote";
            case '\'' -> "a single quote";
            case '\\' -> "a backslash";
            default -> "the character U+%04X".formatted(codePoint);
        };
    }

    /** A text that may hold anything, made safe for a path or a message: in double quotes, invisible characters escaped, cut off when long. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(Limits.NAME).forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (isInvisible(c)) {
                quoted.append("\\u%04X".formatted(c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append(text.codePointCount(0, text.length()) > Limits.NAME ? "…\"" : "\"")
                .toString();
    }

    /** Characters that could make a message look like another one: controls, line breaks, and those that turn the direction. */
    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
