package dev.registrymirror.registries.containerd;

import java.util.Arrays;
import java.util.BitSet;

/** Characters as Go 1.24 to 1.26 knows them, which is by Unicode 15.0. */
final class GoCharacters {
    /** What Java knows and Unicode 15.0 does not, in hexadecimal. */
    private static final BitSet LATER = ranges("""
            897 1b4e-1b4f 1b7f 1c89-1c8a 2427-2429 2ffc-2fff 31e4-31e5 31ef a7cb-a7cd a7da-a7dc 105c0-105f3 10d40-10d65
            10d69-10d85 10d8e-10d8f 10ec2-10ec4 10efc 11380-11389 1138b 1138e 11390-113b5 113b7-113c0 113c2 113c5
            113c7-113ca 113cc-113d5 113d7-113d8 113e1-113e2 116d0-116e3 11bc0-11be1 11bf0-11bf9 11f5a 13460-143fa
            16100-16139 16d40-16d79 18cff 1cc00-1ccf9 1cd00-1ceb3 1e5d0-1e5fa 1e5ff 1f8b2-1f8bb 1f8c0-1f8c1 1fa89 1fa8f
            1fabe 1fac6 1fadc 1fadf 1fae9 1fbcb-1fbef 2ebf0-2ee5d
            """);

    private GoCharacters() {}

    /** strconv.IsPrint: letters, marks, numbers, punctuation, symbols, and the ASCII space. */
    static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.UNASSIGNED,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> !LATER.get(c);
        };
    }

    /** unicode.IsSpace. */
    static boolean isSpace(int c) {
        return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
    }

    private static BitSet ranges(String text) {
        BitSet set = new BitSet();
        text.lines().flatMap(line -> Arrays.stream(line.split(" ", -1))).forEach(range -> {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(range, 0, dash < 0 ? range.length() : dash, 16);
            int last = Integer.parseInt(range, dash + 1, range.length(), 16);
            set.set(first, last + 1);
        });
        return set;
    }
}
