package dev.registrymirror.operator.plan;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Since when something has been so that a decision waits for. It is remembered from pass to pass and only in memory: after a restart of
 * the operator every wait begins anew, which is the safe way to err.
 *
 * @param unselectedSince by node: since when its former file is due
 * @param refusedSince by node: since when its agent's passing refusal has been known
 */
public record Patience(Map<String, Instant> unselectedSince, Map<String, Refused> refusedSince) {

    /** Nothing is waited for. */
    public static final Patience NONE = new Patience(Map.of(), Map.of());

    public Patience {
        unselectedSince = Map.copyOf(unselectedSince);
        refusedSince = Map.copyOf(refusedSince);
    }

    /** A refusal of one order. */
    public record Refused(long sequence, Instant since) {}

    /** Collects what is still so in one pass; what is not mentioned is forgotten. */
    static final class Next {
        private final Patience before;
        private final Instant now;
        private final Map<String, Instant> unselectedSince = new TreeMap<>();
        private final Map<String, Refused> refusedSince = new TreeMap<>();

        Next(Patience before, Instant now) {
            this.before = before;
            this.now = now;
        }

        Instant unselected(String node) {
            Instant since = before.unselectedSince.getOrDefault(node, now);
            unselectedSince.put(node, since);
            return since;
        }

        Instant refused(String node, long sequence) {
            Refused known = before.refusedSince.get(node);
            Refused refused = known != null && known.sequence() == sequence ? known : new Refused(sequence, now);
            refusedSince.put(node, refused);
            return refused.since();
        }

        Patience done() {
            return new Patience(unselectedSince, refusedSince);
        }
    }
}
