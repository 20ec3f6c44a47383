package dev.registrymirror.operator.report;

import java.util.Collection;
import java.util.stream.Collectors;

/** Shortens lists for messages that people read. */
final class Lists {
    private static final int EXAMPLES = 5;

    private Lists() {}

    /** The first of them, and how many more there are. */
    static String examples(Collection<String> items, String separator) {
        String shown = items.stream().limit(EXAMPLES).collect(Collectors.joining(separator));
        return items.size() <= EXAMPLES ? shown : shown + separator + (items.size() - EXAMPLES) + " more";
    }

    /** How many nodes there are. */
    static String nodes(int count) {
        return count == 1 ? "1 node" : count + " nodes";
    }

    /** The beginning of a text that others have written and that may be long. */
    static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 3) + "...";
    }
}
