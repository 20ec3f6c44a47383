package dev.registrymirror.registries.explain;

import java.util.Optional;

/**
 * What containerd reads of a text that was put between double quotes of TOML without being escaped, as RKE2 and K3s do with URLs,
 * patterns and replacements.
 */
final class TomlText {
    private static final String ESCAPES = "btnfre\"\\";
    private static final String MEANINGS = "\b\t\n\f\r\u001b\"\\";

    private TomlText() {}

    /** The text, or nothing where it makes the whole file unreadable or other TOML. */
    static Optional<String> read(String raw) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            if (c == '"' || (c < ' ' && c != '\t') || c == 0x7f) {
                return Optional.empty();
            }
            if (c != '\\') {
                text.append(c);
                at++;
                continue;
            }
            char kind = at + 1 < raw.length() ? raw.charAt(at + 1) : ' ';
            int simple = ESCAPES.indexOf(kind);
            int digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
            if (simple >= 0) {
                text.append(MEANINGS.charAt(simple));
            } else if (digits == 0 || !appendHex(text, raw, at + 2, digits)) {
                return Optional.empty();
            }
            at += 2 + digits;
        }
        return Optional.of(text.toString());
    }

    private static boolean appendHex(StringBuilder text, String raw, int start, int digits) {
        int end = start + digits;
        if (end > raw.length() || !raw.substring(start, end).matches("[0-9a-fA-F]+")) {
            return false;
        }
        long c = Long.parseLong(raw.substring(start, end), 16);
        boolean valid = c <= Character.MAX_CODE_POINT && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
        if (valid) {
            text.appendCodePoint((int) c);
        }
        return valid;
    }
}
