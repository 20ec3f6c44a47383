package dev.registrymirror.registries.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes to a file that nobody meant to make. */
final class Mutations {
    private static final String CHARACTERS = "{}[]:,-?*&!|>'\"%@`#<~\\ \n\r\tabn01.\0\u0007";

    static final List<String> PIECES = List.of(
            "\t",
            "\t\t",
            " \t",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            ": ",
            ":",
            " :",
            ":\t",
            "? ",
            "?",
            "- ",
            "-\t",
            "- - ",
            "<<: *a",
            "<<: {}",
            "<<",
            "!!str ",
            "!!binary ",
            "!!int ",
            "!!null ",
            "!x",
            "! ",
            "!<a>",
            "!%41 ",
            "&a ",
            "*a",
            "&a",
            "%YAML 1.1\n",
            "%YAML 1.2\n",
            "%TAG ! x:\n",
            "---\n",
            "--- ",
            "...\n",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\u00A0",
            "\uFFFE",
            "\\ud83d",
            "\\u0041",
            "\\x4",
            "\\'",
            "\\/",
            "\\\n",
            "[",
            "]",
            "{",
            "}",
            ",",
            ", ",
            "#",
            " #",
            "'",
            "\"",
            "''",
            "|\n",
            "|-\n",
            ">+2\n",
            "| #c\n",
            "|#c\n",
            "~",
            "null",
            "[? ]",
            "[? : a]",
            "{?a : b}",
            "{a}",
            "[a: b]",
            "{\"a\":b}",
            "\u0007",
            "\u007F",
            "    ",
            "mirrors:",
            "configs: ",
            "endpoint: ",
            "\n...\n",
            "\n---\n",
            "{: }",
            "{,}",
            "[,]",
            "@",
            "`",
            "%",
            "x".repeat(1025),
            "#" + "y".repeat(500) + "\n");

    private Mutations() {}

    static byte[] mutate(byte[] file, Random random) {
        byte[] bytes = file;
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
        return switch (random.nextInt(9)) {
            case 0 -> concat(head, new byte[] {(byte) random.nextInt()}, rest(tail, 1));
            case 1 -> concat(head, new byte[] {character(random)}, rest(tail, 1));
            case 2 -> concat(head, new byte[] {character(random)}, tail);
            case 3 -> concat(head, rest(tail, 1 + random.nextInt(3)));
            case 4 -> concat(head, Arrays.copyOf(tail, Math.min(tail.length, random.nextInt(20))), tail);
            case 5 -> random.nextInt(10) == 0 ? head : lines(bytes, random);
            case 6 -> lines(bytes, random);
            default -> concat(head, piece(random), tail);
        };
    }

    /** Removes, repeats, moves or indents a line. */
    private static byte[] lines(byte[] bytes, Random random) {
        // One character a byte, so that no byte is lost.
        String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("(?<=\n)", -1);
        int from = random.nextInt(lines.length);
        int to = random.nextInt(lines.length);
        String line = lines[from];
        switch (random.nextInt(5)) {
            case 0 -> lines[from] = "";
            case 1 -> lines[to] = lines[to] + line;
            case 2 -> lines[from] = " " + line;
            case 3 -> lines[from] = line.startsWith(" ") ? line.substring(1) : "\t" + line;
            default -> {
                lines[from] = lines[to];
                lines[to] = line;
            }
        }
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte character(Random random) {
        return (byte) CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    }

    private static byte[] piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] rest(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, Math.min(from, bytes.length), bytes.length);
    }

    private static byte[] concat(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
