package dev.registrymirror.operator.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Since when something has been so that a decision waits for. It is remembered from pass to pass and only in memory: after a restart of
 * the operator every wait begins anew, which is the safe way to err.
 *
 * @param unselectedSince by node: since when its former file is due
 * @param refused by node: its passing refusals of what it should have
 */
public record Patience(Map<String, Instant> unselectedSince, Map<String, Refused> refused) {

    /** Nothing is waited for. */
    public static final Patience NONE = new Patience(Map.of(), Map.of());

    /** How long to leave a node alone after its first refusal: three writes in that time are no load, and a node that is well again waits little. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

    /** What the pause grows to, so that a node that is never well costs next to nothing. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    public Patience {
        unselectedSince = Map.copyOf(unselectedSince);
        refused = Map.copyOf(refused);
    }

    /**
     * Refusals of the same revision, one after another.
     *
     * @param sequence of the last order that was refused
     * @param since when that has been known
     * @param times how often, this one included
     */
    public record Refused(String revision, long sequence, Instant since, int times) {

        /** When the node is asked again: every refusal doubles the pause. */
        Instant due() {
            long pause = FIRST_PAUSE.toSeconds() << Math.min(times - 1, 16);
            return since.plusSeconds(Math.min(pause, LONGEST_PAUSE.toSeconds()));
        }
    }

    /** Collects what is still so in one pass; what is not mentioned is forgotten. */
    static final class Next {
        private final Patience before;
        private final Instant now;
        private final Map<String, Instant> unselectedSince = new TreeMap<>();
        private final Map<String, Refused> refused = new TreeMap<>();

        Next(Patience before, Instant now) {
            this.before = before;
            this.now = now;
        }

        Instant unselected(String node) {
            Instant since = before.unselectedSince.getOrDefault(node, now);
            unselectedSince.put(node, since);
            return since;
        }

        /** This node's former file is still due: it has been since then, also while it is being given back and when that failed. */
        void stillUnselected(String node) {
            Instant since = before.unselectedSince.get(node);
            if (since != null) unselectedSince.put(node, since);
        }

        /** This node is still to have this revision: its refusals count on, also while it is being asked again. */
        void stillAsked(String node, String revision) {
            Refused known = before.refused.get(node);
            if (known != null && known.revision().equals(revision)) refused.putIfAbsent(node, known);
        }

        Refused refused(String node, String revision, long sequence) {
            stillAsked(node, revision);
            Refused known = refused.get(node);
            if (known != null && known.sequence() == sequence) return known;
            Refused next = new Refused(revision, sequence, now, known == null ? 1 : known.times() + 1);
            refused.put(node, next);
            return next;
        }

        /** Since when this node's last refusal has been known, or null when it has not refused. */
        @Nullable
        Instant refusedSince(String node) {
            Refused known = refused.get(node);
            return known == null ? null : known.since();
        }

        Patience done() {
            return new Patience(unselectedSince, refused);
        }
    }
}
