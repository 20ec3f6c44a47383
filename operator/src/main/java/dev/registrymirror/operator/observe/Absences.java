package dev.registrymirror.operator.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Since when nodes have been out of reach: the Node not Ready, or no agent's pod on it Ready. What was reachable at the last look is out of
 * reach since now, by this process's clock; at the first look the API's own times count, so that a new leader does not take a node that has
 * been down for days for one that blinked.
 *
 * @param since by node; only those that are out of reach
 * @param reachable those that are not
 */
public record Absences(Map<String, Instant> since, Set<String> reachable) {

    /**
     * How long a node must be out of reach before it is counted beside the others. Until then it is judged by what is known of it: a pod that
     * is replaced, or a kubelet that starts again, must not make a RegistryMirror Ready that a moment later is not.
     */
    public static final Duration GRACE = Duration.ofMinutes(1);

    /** Nothing has been looked at yet. */
    public static final Absences NONE = new Absences(Map.of(), Set.of());

    public Absences {
        since = Map.copyOf(since);
        reachable = Set.copyOf(reachable);
    }

    /**
     * One node at one look.
     *
     * @param told since when it has been out of reach as the API has it, or null where nothing there tells
     */
    public record Sighting(
            String node, boolean isReachable, @Nullable Instant told) {}

    /** The absences after another look at all nodes; a node that is not mentioned is forgotten. */
    public Absences next(Collection<Sighting> sightings, Instant now) {
        Map<String, Instant> absent = new HashMap<>();
        Set<String> present = new HashSet<>();
        for (Sighting sighting : sightings) {
            if (sighting.isReachable()) {
                present.add(sighting.node());
            } else {
                absent.put(sighting.node(), since.getOrDefault(sighting.node(), begin(sighting, now)));
            }
        }
        return new Absences(absent, present);
    }

    /** The clock of a node may be ahead; nothing has been so since later than now. */
    private Instant begin(Sighting sighting, Instant now) {
        Instant told = sighting.told();
        return told == null || told.isAfter(now) || reachable.contains(sighting.node()) ? now : told;
    }

    /** Whether this node has been out of reach for as long as {@link #GRACE}. */
    public boolean isLong(String node, Instant now) {
        Instant begin = since.get(node);
        return begin != null && !now.isBefore(begin.plus(GRACE));
    }

    /** When the next of these nodes will have been out of reach for that long. */
    public Optional<Instant> nextLong(Collection<String> nodes, Instant now) {
        return nodes.stream()
                .filter(since::containsKey)
                .map(node -> since.getOrDefault(node, now).plus(GRACE))
                .filter(end -> end.isAfter(now))
                .min(Instant::compareTo);
    }
}
