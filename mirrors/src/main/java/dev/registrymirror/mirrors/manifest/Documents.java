package dev.registrymirror.mirrors.manifest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a text apart at its lines {@code ---}, as kubectl does before anything is read. */
final class Documents {
    /**
     * One document.
     *
     * @param firstLine lines before it
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares parts.
    record Part(byte[] text, int firstLine) {}

    private Documents() {}

    static List<Part> of(byte[] text) {
        List<Part> parts = new ArrayList<>();
        int line = 0;
        int partStart = 0;
        int partLine = 0;
        for (int start = 0; start < text.length; ) {
            int end = endOfLine(text, start);
            line++;
            if (isSeparator(text, start, end)) {
                add(parts, text, partStart, start, partLine);
                partStart = end;
                partLine = line;
            }
            start = end;
        }
        add(parts, text, partStart, text.length, partLine);
        return parts;
    }

    /** Between two separators there may be nothing at all. */
    private static void add(List<Part> parts, byte[] text, int start, int end, int line) {
        if (start < end) parts.add(new Part(Arrays.copyOfRange(text, start, end), line));
    }

    private static int endOfLine(byte[] text, int start) {
        int at = start;
        while (at < text.length && text[at] != '\n') at++;
        return Math.min(at + 1, text.length);
    }

    /** Three hyphens and nothing but white space or a comment: with a value behind them they begin the document that it is part of. */
    private static boolean isSeparator(byte[] text, int start, int end) {
        if (end - start < 3 || text[start] != '-' || text[start + 1] != '-' || text[start + 2] != '-') return false;
        int at = start + 3;
        while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n')) at++;
        return at == end || (text[at] == '#' && at > start + 3);
    }
}
