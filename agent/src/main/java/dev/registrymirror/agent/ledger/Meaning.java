package dev.registrymirror.agent.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a registries.yaml means, as texts that are equal where the meaning is. They are digests, but of something that may hold a guessable
 * password: they stay on the node.
 *
 * @param whole of the whole file
 * @param entries of each entry by its path, {@code mirrors["docker.io"]}
 */
public record Meaning(String whole, SortedMap<String, String> entries) {
    /** Copies the map. */
    public Meaning {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** How another file differs from this one, an entry a sentence's part, by path: {@code mirrors["quay.io"] is gone}. */
    public List<String> differences(Meaning now) {
        TreeMap<String, String> all = new TreeMap<>(entries);
        all.putAll(now.entries);
        List<String> differences = new ArrayList<>();
        for (String path : all.keySet()) {
            String before = entries.get(path);
            String after = now.entries.get(path);
            if (before == null) differences.add(path + " is new");
            else if (after == null) differences.add(path + " is gone");
            else if (!before.equals(after)) differences.add(path + " is changed");
        }
        return differences;
    }
}
