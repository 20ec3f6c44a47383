package dev.registrymirror.mirrors.adopt;

import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.Registries;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Where two files differ in meaning. */
public final class Difference {
    private Difference() {}

    /** The first entry that is not the same in both, as a path in the file; nothing if they mean the same. */
    public static Optional<String> between(Registries left, Registries right) {
        return first("mirrors", left.mirrors(), right.mirrors())
                .or(() -> first("configs", left.configs(), right.configs()));
    }

    private static <V> Optional<String> first(String section, Map<String, V> left, Map<String, V> right) {
        var names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(left.get(name), right.get(name)))
                .findFirst()
                .map(name -> FieldPath.of(section).entry(name).toString());
    }
}
