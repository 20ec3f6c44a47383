package dev.registrymirror.registries.compose;

import dev.registrymirror.registries.model.Utf8Order;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who speaks of which registry or host, and what holds in the end. */
final class Claims<V> {
    /** The first field in which two different values differ. */
    interface FirstDifference<V> {
        String between(V left, V right);
    }

    private record Claim<V>(String name, V value) {}

    /** All that was said about one subject with the highest priority so far. */
    private static final class Contest<V> {
        private int priority = Integer.MIN_VALUE;
        private final List<Claim<V>> claims = new ArrayList<>();

        void enter(int claimed, Claim<V> claim) {
            if (claimed > priority) {
                claims.clear();
                priority = claimed;
            }
            if (claimed == priority) {
                claims.add(claim);
            }
        }
    }

    private final Conflict.Kind kind;
    private final FirstDifference<V> difference;
    private final SortedMap<String, Contest<V>> contests = new TreeMap<>(Utf8Order.COMPARATOR);

    Claims(Conflict.Kind kind, FirstDifference<V> difference) {
        this.kind = kind;
        this.difference = difference;
    }

    void add(String subject, Contribution contribution, V value) {
        contests.computeIfAbsent(subject, _ -> new Contest<>())
                .enter(contribution.priority(), new Claim<>(contribution.name(), value));
    }

    /** The values that hold; for a subject with a conflict there is none, and the conflict is added to the list. */
    SortedMap<String, V> settle(List<Conflict> conflicts) {
        SortedMap<String, V> settled = new TreeMap<>(Utf8Order.COMPARATOR);
        contests.forEach((subject, contest) -> {
            List<Claim<V>> claims = contest.claims.stream()
                    .sorted((a, b) -> Utf8Order.COMPARATOR.compare(a.name(), b.name()))
                    .toList();
            V first = claims.getFirst().value();
            claims.stream()
                    .filter(claim -> !claim.value().equals(first))
                    .findFirst()
                    .ifPresentOrElse(
                            other -> conflicts.add(conflict(subject, contest.priority, claims, other)),
                            () -> settled.put(subject, first));
        });
        return settled;
    }

    private Conflict conflict(String subject, int priority, List<Claim<V>> claims, Claim<V> other) {
        Claim<V> first = claims.getFirst();
        String section = kind == Conflict.Kind.MIRROR ? "mirrors" : "configs";
        String field = section + "[" + subject + "]." + difference.between(first.value(), other.value());
        List<String> names = claims.stream().map(Claim::name).toList();
        String message = "%s and %s both configure %s with priority %d, and differ in %s"
                .formatted(first.name(), other.name(), subject, priority, field);
        String remedy = "make them equal, give one of them a higher priority, or let them select different nodes";
        return new Conflict(kind, subject, names, priority, field, message, remedy);
    }
}
