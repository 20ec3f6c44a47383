package dev.registrymirror.operator.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Counts waiting nodes by reason; with 500 nodes nobody reads 500 lines. */
final class Tally {
    private final Map<String, SortedSet<String>> nodes = new TreeMap<>();

    void add(String reason, String node) {
        nodes.computeIfAbsent(reason, _ -> new TreeSet<>()).add(node);
    }

    /**
     * The first nodes by name are the examples, so the same ones from pass to pass.
     *
     * @param message by reason: whom they wait for
     */
    List<Waiting> waiting(UnaryOperator<String> message) {
        return nodes.entrySet().stream()
                .map(entry -> new Waiting(
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().stream().limit(Waiting.MAX_EXAMPLES).toList(),
                        message.apply(entry.getKey())))
                .sorted(Comparator.comparingInt(Waiting::count).reversed().thenComparing(Waiting::reason))
                .toList();
    }
}
