package dev.registrymirror.registries.regexp;

import java.util.ArrayList;
import java.util.List;

/**
 * A replacement as Go's {@code Regexp.Expand} reads it: {@code $1}, {@code ${1}}, {@code $name} and {@code ${name}} stand for groups,
 * {@code $$} for a dollar sign, and nothing else has a meaning. A name without braces is as long as it can be: {@code $1x} is the
 * group named {@code 1x}, which is there in no expression that means the group 1.
 *
 * @param text as it was written
 * @param parts what it is made of, in order
 */
public record GoReplacement(String text, List<Part> parts) {
    /** Go takes larger numbers for names. */
    private static final int LARGEST_NUMBER = 100_000_000;

    /** A part of a replacement. */
    public sealed interface Part {
        /** Stands for itself. */
        record Text(String text) implements Part {}

        /** Stands for a group, 0 for the whole match; for nothing if there is none of this number. */
        record Numbered(int group) implements Part {}

        /** Stands for the first group of this name that took part in the match; for nothing if there is none. */
        record Named(String group) implements Part {}
    }

    /** Copies the list. */
    public GoReplacement {
        parts = List.copyOf(parts);
    }

    /** Reads a replacement; every text is one. */
    public static GoReplacement of(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int next = at + 1;
            if (text.charAt(at) != '$') {
                plain.append(text.charAt(at));
            } else if (text.startsWith("$", next)) {
                plain.append('$');
                next++;
            } else {
                int start = text.startsWith("{", next) ? next + 1 : next;
                int end = nameEnd(text, start);
                boolean braces = start > next;
                if (end == start || (braces && !text.startsWith("}", end))) {
                    plain.append('$');
                } else {
                    add(parts, plain);
                    parts.add(group(text.substring(start, end)));
                    next = braces ? end + 1 : end;
                }
            }
            at = next;
        }
        add(parts, plain);
        return new GoReplacement(text, parts);
    }

    private static void add(List<Part> parts, StringBuilder plain) {
        if (!plain.isEmpty()) {
            parts.add(new Part.Text(plain.toString()));
            plain.setLength(0);
        }
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (!Character.isLetter(c) && !Character.isDigit(c) && c != '_') {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private static Part group(String name) {
        boolean leadingZero = name.length() > 1 && name.startsWith("0");
        int number = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9' || number >= LARGEST_NUMBER || leadingZero) {
                return new Part.Named(name);
            }
            number = number * 10 + c - '0';
        }
        return new Part.Numbered(number);
    }
}
