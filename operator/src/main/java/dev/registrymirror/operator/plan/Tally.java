package dev.registrymirror.operator.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Counts waiting nodes by reason; with 500 nodes nobody reads 500 lines. */
final class Tally {
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, List<String>> examples = new TreeMap<>();

    /** Nodes come in the order of their names, so the same ones are the examples from pass to pass. */
    void add(String reason, String node) {
        counts.merge(reason, 1, Integer::sum);
        List<String> few = examples.computeIfAbsent(reason, _ -> new ArrayList<>());
        if (few.size() < Waiting.MAX_EXAMPLES) few.add(node);
    }

    /** @param message by reason: whom they wait for */
    List<Waiting> waiting(UnaryOperator<String> message) {
        return counts.entrySet().stream()
                .map(entry -> new Waiting(
                        entry.getKey(),
                        entry.getValue(),
                        examples.getOrDefault(entry.getKey(), List.of()),
                        message.apply(entry.getKey())))
                .sorted(Comparator.comparingInt(Waiting::count).reversed().thenComparing(Waiting::reason))
                .toList();
    }
}
