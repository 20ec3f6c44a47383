package dev.registrymirror.operator.plan;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is where not all can change: first what an administrator wants tried again, then nodes that were never asked for this, then
 * those that refused, the oldest refusal first. So nodes that refuse again and again keep no other waiting.
 */
record Turn(Kind kind, Instant since) implements Comparable<Turn> {
    private enum Kind {
        DEMANDED,
        NEW,
        AGAIN
    }

    private static final Comparator<Turn> ORDER =
            Comparator.comparing(Turn::kind).thenComparing(Turn::since);

    /** @param refusedSince since when its last refusal of this has been known, or null */
    static Turn of(Situation situation, @Nullable Instant refusedSince) {
        if (situation.isRetryDemanded()) return new Turn(Kind.DEMANDED, Instant.MIN);
        return refusedSince == null ? new Turn(Kind.NEW, Instant.MIN) : new Turn(Kind.AGAIN, refusedSince);
    }

    @Override
    public int compareTo(Turn other) {
        return ORDER.compare(this, other);
    }
}
