package dev.registrymirror.registries.regexp;

import java.util.HashMap;
import java.util.Map;

/** Reads the patterns of one file, each once. Of a file whose patterns are too large together the rest is {@link GoPattern.Unknown}. */
public final class GoPatterns {
    /** Instructions of all of them together, which is some 25 MiB. */
    public static final long LARGEST = 500_000;

    private final Map<String, GoPattern> known = new HashMap<>();
    private long size;

    /** Reads a pattern, or gives what was read before. */
    public GoPattern of(String pattern) {
        return known.computeIfAbsent(pattern, this::read);
    }

    private GoPattern read(String pattern) {
        GoPattern read = GoPattern.of(pattern, LARGEST - size);
        if (read instanceof GoPattern.Usable usable) {
            size += usable.size();
        }
        return read;
    }
}
