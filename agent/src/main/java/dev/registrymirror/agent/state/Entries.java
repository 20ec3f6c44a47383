package dev.registrymirror.agent.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Entries of a JSON object that must be as expected; throws IllegalArgumentException where they are not. */
record Entries(Map<?, ?> json) {
    static Entries of(Map<?, ?> json) {
        return new Entries(json);
    }

    String text(String name) {
        if (json.get(name) instanceof String text) return text;
        throw new IllegalArgumentException(name + " is no string");
    }

    @Nullable
    String optionalText(String name) {
        return json.get(name) == null ? null : text(name);
    }

    long number(String name) {
        return switch (json.get(name)) {
            case Integer number -> number;
            case Long number -> number;
            case null, default -> throw new IllegalArgumentException(name + " is no whole number");
        };
    }

    boolean flag(String name) {
        if (json.get(name) instanceof Boolean flag) return flag;
        throw new IllegalArgumentException(name + " is neither true nor false");
    }

    Entries object(String name) {
        if (json.get(name) instanceof Map<?, ?> map) return new Entries(map);
        throw new IllegalArgumentException(name + " is no object");
    }

    /** All entries, which must be strings. */
    SortedMap<String, String> texts() {
        SortedMap<String, String> texts = new TreeMap<>();
        json.keySet().forEach(name -> texts.put(String.valueOf(name), text(String.valueOf(name))));
        return texts;
    }

    <T> @Nullable T optional(String name, Function<Entries, T> read) {
        return json.get(name) == null ? null : read.apply(object(name));
    }

    List<Entries> list(String name) {
        if (!(json.get(name) instanceof List<?> list)) throw new IllegalArgumentException(name + " is no list");
        List<Entries> entries = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> map)) throw new IllegalArgumentException(name + " holds no objects");
            entries.add(new Entries(map));
        }
        return entries;
    }
}
