package dev.registrymirror.operator.plan;

import java.util.List;

/**
 * Nodes that wait for the same reason.
 *
 * @param reason one of {@link WaitReasons}, or the reason of a {@link dev.registrymirror.operator.desire.Desired.Keep}
 * @param examples the first of them by name, at most {@link #MAX_EXAMPLES}
 */
public record Waiting(String reason, int count, List<String> examples) {

    /** How many examples are kept. */
    public static final int MAX_EXAMPLES = 5;

    public Waiting {
        examples = List.copyOf(examples);
    }
}
