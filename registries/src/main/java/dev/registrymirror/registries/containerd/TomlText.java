package dev.registrymirror.registries.containerd;

/** What a TOML parser, that of containerd, makes of text that was put between double quotes without escaping. */
final class TomlText {
    private static final String ESCAPES = "btnfre\"\\";
    private static final String ESCAPED = "\b\t\n\f\r\u001b\"\\";

    private TomlText() {}

    /** What became of a string. */
    sealed interface Text {
        /** It is a string, of this value. */
        record Value(String value) implements Text {}

        /** It is no TOML, whatever follows. */
        record Broken() implements Text {}

        /** It ends before its last character, at a quote of its own: what it is depends on what follows. */
        record Open() implements Text {}
    }

    /** Reads what stands between the quotes of a string. */
    static Text read(String raw) {
        StringBuilder value = new StringBuilder(raw.length());
        int next = 0;
        while (next < raw.length()) {
            char c = raw.charAt(next);
            if (c == '"') {
                return new Text.Open();
            }
            if (c == '\\') {
                if (next + 1 == raw.length()) {
                    return new Text.Open();
                }
                int length = appendEscaped(value, raw, next + 1);
                if (length == 0) {
                    return new Text.Broken();
                }
                next += 1 + length;
            } else if (isControl(c)) {
                return new Text.Broken();
            } else {
                value.append(c);
                next++;
            }
        }
        return new Text.Value(value.toString());
    }

    /** Whether a line {@code "KEY" = "VALUE"} is no TOML, where one of the two has quotes of its own. */
    static boolean isBrokenPair(String key, String value) {
        String line = firstLine("\"" + key + "\" = \"" + value + "\"");
        int end = skipSpace(line, stringEnd(line, 0));
        if (end <= 0 || end >= line.length() || (line.charAt(end) != '=' && line.charAt(end) != '.')) {
            return true;
        }
        return line.charAt(end) == '=' && isBrokenValue(line.substring(skipSpace(line, end + 1)));
    }

    /** Whether what follows {@code key =} on a line is no TOML. */
    static boolean isBrokenValue(String rest) {
        String line = firstLine(rest);
        if (line.startsWith("\"\"\"") || line.startsWith("'''")) {
            return false;
        }
        if (!line.startsWith("\"") && !line.startsWith("'")) {
            // A number, a date, a list...: no text, but perhaps TOML.
            return line.isEmpty() || "0123456789+-tfin[{".indexOf(line.charAt(0)) < 0;
        }
        int end = line.charAt(0) == '"' ? stringEnd(line, 0) : line.indexOf('\'', 1) + 1;
        int next = skipSpace(line, end);
        return end <= 0 || (next < line.length() && line.charAt(next) != '#');
    }

    /** Whether a line {@code [host."URL"]} is no TOML, where the URL has quotes of its own. */
    static boolean isBrokenHeader(String url) {
        String line = firstLine("\"" + url + "\"]");
        int next = skipSpace(line, stringEnd(line, 0));
        return next <= 0 || next >= line.length() || (line.charAt(next) != '.' && line.charAt(next) != ']');
    }

    /** The place after the string that begins at a quote, or -1 if it does not end or is no string. */
    private static int stringEnd(String line, int start) {
        int end = start + 1;
        while (end < line.length() && line.charAt(end) != '"') {
            end += line.charAt(end) == '\\' ? 2 : 1;
        }
        return end < line.length() && read(line.substring(start + 1, end)) instanceof Text.Value ? end + 1 : -1;
    }

    private static int skipSpace(String line, int start) {
        int i = start;
        while (i >= 0 && i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Appends what stands behind a backslash, and tells how long it is; 0 where it is no escape. */
    private static int appendEscaped(StringBuilder value, String raw, int start) {
        char c = raw.charAt(start);
        int known = ESCAPES.indexOf(c);
        if (known >= 0) {
            value.append(ESCAPED.charAt(known));
            return 1;
        }
        int digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
        return digits > 0 && appendScalar(value, raw, start + 1, digits) ? digits + 1 : 0;
    }

    private static boolean appendScalar(StringBuilder value, String raw, int start, int digits) {
        if (start + digits > raw.length()) {
            return false;
        }
        int scalar = 0;
        for (int i = start; i < start + digits; i++) {
            int digit = raw.charAt(i) < 0x80 ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0 || scalar > Character.MAX_CODE_POINT) {
                return false;
            }
            scalar = scalar << 4 | digit;
        }
        if (scalar > Character.MAX_CODE_POINT || Character.getType(scalar) == Character.SURROGATE) {
            return false;
        }
        value.appendCodePoint(scalar);
        return true;
    }

    private static boolean isControl(char c) {
        return (c < ' ' && c != '\t') || c == 0x7f;
    }
}
