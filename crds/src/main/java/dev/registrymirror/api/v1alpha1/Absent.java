package dev.registrymirror.api.v1alpha1;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What Jackson hands to a record for a field that is not there. */
final class Absent {
    private Absent() {}

    static <T> List<T> asEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Keeps the order: what is read is written again as it was. */
    static <V> SequencedMap<String, V> asEmpty(@Nullable Map<String, V> map) {
        return Collections.unmodifiableSequencedMap(map == null ? new LinkedHashMap<>() : new LinkedHashMap<>(map));
    }

    static <T> T or(@Nullable T value, T fallback) {
        return value == null ? fallback : value;
    }
}
