package dev.registrymirror.operator.plan;

import java.util.List;

/**
 * Nodes that wait for the same reason.
 *
 * @param reason one of {@link WaitReasons}, or the reason of a {@link dev.registrymirror.operator.desire.Desired.Keep}
 * @param examples the first of them by name, at most {@link #MAX_EXAMPLES}
 * @param message which nodes they wait for, and what is the matter with these; empty where they wait for none
 */
public record Waiting(String reason, int count, List<String> examples, String message) {

    /** How many examples are kept. */
    public static final int MAX_EXAMPLES = 5;

    public Waiting {
        examples = List.copyOf(examples);
    }

    /** All of it in one sentence. */
    public String sentence() {
        return "%s: %d (%s%s)%s."
                .formatted(
                        reason,
                        count,
                        String.join(", ", examples),
                        count > examples.size() ? ", ..." : "",
                        message.isEmpty() ? "" : "; " + message);
    }
}
