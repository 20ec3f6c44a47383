package dev.registrymirror.registries.yaml;

/** What a character is to YAML 1.1. The end of the text counts as NUL, as no NUL can stand in it. */
final class CharacterClass {
    static final int END = 0;
    static final int BOM = 0xFEFF;

    private CharacterClass() {}

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    static boolean isBreak(int c) {
        return c == '\n' || c == '\r' || c == 0x85 || isUnicodeBreak(c);
    }

    /** The line and the paragraph separator, which stay what they are where other breaks become a line feed. */
    static boolean isUnicodeBreak(int c) {
        return c == 0x2028 || c == 0x2029;
    }

    static boolean isBreakOrEnd(int c) {
        return c == END || isBreak(c);
    }

    static boolean isBlankOrEnd(int c) {
        return isBlank(c) || isBreakOrEnd(c);
    }

    /** A character of anchors, handles of tags and names of directives. */
    static boolean isWord(int c) {
        return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hexadecimal(int c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /** Whether a character may stand in a text at all. */
    static boolean isAllowed(int c) {
        return (c >= ' ' && c <= '~')
                || c == '\t'
                || c == '\n'
                || c == '\r'
                || c == 0x85
                || (c >= 0xA0 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }
}
