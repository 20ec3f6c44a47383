package dev.registrymirror.registries.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often the innermost part of a pattern is repeated by counts around it: {@code (a{10}){20}} repeats 200 times. Go refuses more
 * than 1,000. RE2/J does not, and would multiply the expression out, which takes all memory: this is asked before it compiles.
 */
final class Repetition {
    static final int LIMIT = 1000;

    /** What may follow something and repeat it; flags in between change nothing about that: {@code a{10}(?s){10}}. */
    private static final Pattern SUFFIX = Pattern.compile("[*+?]|[(][?][a-zA-Z-]*[)]|\\{(\\d{1,4})(?:,(\\d{0,4}))?}");

    private final String pattern;
    private final Matcher suffix;

    /** For each open group the largest repetition in it so far. */
    private final Deque<Long> groups = new ArrayDeque<>();

    private int position;

    private Repetition(String pattern) {
        this.pattern = pattern;
        this.suffix = SUFFIX.matcher(pattern);
    }

    /** The largest repetition in a pattern that has no escapes; of one that is no expression, some number. */
    static long of(String pattern) {
        return new Repetition(pattern).largest();
    }

    private long largest() {
        groups.push(1L);
        while (position < pattern.length()) {
            switch (pattern.charAt(position)) {
                case '(' -> {
                    groups.push(1L);
                    position++;
                }
                case ')' -> {
                    position++;
                    long inner = groups.pop();
                    if (groups.isEmpty()) {
                        groups.push(1L);
                    }
                    atom(inner);
                }
                case '[' -> {
                    skipClass();
                    atom(1);
                }
                default -> {
                    position++;
                    atom(1);
                }
            }
        }
        return groups.stream().mapToLong(Long::longValue).max().orElse(1);
    }

    /** Something that was just passed, and what repeats it. */
    private void atom(long inner) {
        long repetition = inner;
        while (suffix.region(position, pattern.length()).lookingAt()) {
            position = suffix.end();
            String lower = suffix.group(1);
            if (lower != null) {
                String upper = suffix.group(2);
                int times = Integer.parseInt(upper == null || upper.isEmpty() ? lower : upper);
                repetition = Math.min(repetition * Math.max(times, 1), Integer.MAX_VALUE);
            }
        }
        groups.push(Math.max(groups.pop(), repetition));
    }

    /** A closing bracket that comes first belongs to the class, and so do classes with a name: {@code []a[:digit:]]}. */
    private void skipClass() {
        position++;
        if (pattern.startsWith("^", position)) {
            position++;
        }
        int first = position;
        while (position < pattern.length() && (pattern.charAt(position) != ']' || position == first)) {
            int named = pattern.startsWith("[:", position) ? pattern.indexOf(":]", position + 2) : -1;
            position = named < 0 ? position + 1 : named + 2;
        }
        position = Math.min(position + 1, pattern.length());
    }
}
