package dev.registrymirror.registries.check;

import dev.registrymirror.registries.model.FieldPath;
import java.util.Optional;
import java.util.OptionalInt;

/** Characters that must not reach a node's files, and how to speak of them without quoting what surrounds them. */
final class Characters {
    /** Typographic quotes of several languages. */
    private static final String QUOTES = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a";

    private Characters() {}

    /** The first character that no field may hold: a control character, DEL, or half of a surrogate pair. */
    static OptionalInt firstControl(String text) {
        return text.codePoints()
                .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)
                .findFirst();
    }

    /** Whether TOML knows the way in which Go escapes a control character; with any other the file is none. */
    static boolean isWritable(int control) {
        return "\b\t\n\f\r".indexOf(control) >= 0;
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

    /** What a web page or a word processor has put in the place of what one types, in words; nothing if there is no such thing. */
    static Optional<String> copied(String text) {
        OptionalInt copied = text.codePoints().filter(c -> isCopied(c)).findFirst();
        return copied.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        QUOTES.indexOf(copied.getAsInt()) >= 0
                                ? "the quotes are those of a word processor, and so a part of it"
                                : "it contains %s, which cannot be seen".formatted(name(copied.getAsInt())));
    }

    /** A text without what was not typed. */
    static String typed(String text) {
        return text.codePoints()
                .filter(c -> !isCopied(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isCopied(int c) {
        return QUOTES.indexOf(c) >= 0 || (c > '~' && (Character.isSpaceChar(c) || FieldPath.isInvisible(c)));
    }

    /** The first of the given characters in a text. */
    static OptionalInt firstOf(String text, String characters) {
        return text.codePoints().filter(c -> characters.indexOf(c) >= 0).findFirst();
    }

    /** A character as it is called in a message. */
    static String name(int codePoint) {
        return switch (codePoint) {
            case '\n', '\r' -> "a line break";
            case '\t' -> "a tab";
            case '"' -> "a double quote";
            case '\'' -> "a single quote";
            case '\\' -> "a backslash";
            default -> "the character U+%04X".formatted(codePoint);
        };
    }
}
