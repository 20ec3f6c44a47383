package dev.registrymirror.registries.yaml;

/** A text between double quotes, spelt so that every parser of YAML reads the same. */
public final class QuotedText {
    private QuotedText() {}

    /** The text with its quotes. */
    public static String of(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (standsForItself(c)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append("\\u%04X".formatted(c));
            }
        });
        return quoted.append('"').toString();
    }

    /**
     * Whether a character may stand in the text unescaped. Escaped are those that YAML does not allow, those that it takes for line
     * breaks, and the byte order mark. Above the Basic Multilingual Plane nothing is escaped: parsers disagree about the spelling.
     */
    private static boolean standsForItself(int c) {
        if (c < 0xA0) {
            return c >= ' ' && c < 0x7F;
        }
        return c != 0x2028 && c != 0x2029 && c != 0xFEFF && c != 0xFFFE && c != 0xFFFF && !isSurrogate(c);
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
