package dev.registrymirror.registries.yaml;

/** What a backslash in double quotes makes of the characters behind it. */
final class Escapes {
    private Escapes() {}

    /** Reads an escape, and gives its character. Two characters must be there. */
    static int scan(Input input) {
        Mark start = input.mark();
        int kind = input.peek(1);
        int c = switch (kind) {
            case '0' -> 0;
            case 'a' -> 0x07;
            case 'b' -> '\b';
            case 't', '\t' -> '\t';
            case 'n' -> '\n';
            case 'v' -> 0x0B;
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'e' -> 0x1B;
            case ' ', '"', '\'', '\\' -> kind;
            case 'N' -> 0x85;
            case '_' -> 0xA0;
            case 'L' -> 0x2028;
            case 'P' -> 0x2029;
            case 'x', 'u', 'U' -> -1;
            default ->
                throw new SyntaxException(
                        start, "an escape that YAML does not know stands in double quotes: use single quotes");
        };
        input.skip(2);
        return c >= 0 ? c : number(input, start, kind == 'x' ? 2 : kind == 'u' ? 4 : 8);
    }

    private static int number(Input input, Mark start, int length) {
        input.ensure(length);
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = CharacterClass.hexadecimal(input.peek(i));
            if (digit < 0) {
                throw new SyntaxException(
                        start, "an escape in double quotes needs %d hexadecimal digits".formatted(length));
            }
            value = (value << 4) | digit;
        }
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        if (surrogate || value > Character.MAX_CODE_POINT) {
            throw new SyntaxException(start, "an escape stands for no character: write the character itself");
        }
        input.skip(length);
        return (int) value;
    }
}
