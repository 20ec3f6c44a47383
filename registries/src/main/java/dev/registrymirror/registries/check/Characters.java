package dev.registrymirror.registries.check;

import dev.registrymirror.registries.model.FieldPath;
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

    /** The first character that nobody can see: one that no field may hold, or one that joins, breaks or turns lines, or is none at all. */
    static OptionalInt firstInvisible(String text) {
        return text.codePoints()
                .filter(c -> FieldPath.isInvisible(c) || Character.getType(c) == Character.UNASSIGNED)
                .findFirst();
    }

    /** The first character that is not printable ASCII. */
    static OptionalInt firstBeyondAscii(String text) {
        return text.codePoints().filter(c -> c < ' ' || c > '~').findFirst();
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
}
