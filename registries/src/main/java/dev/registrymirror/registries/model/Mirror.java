package dev.registrymirror.registries.model;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Where images of one registry are pulled from.
 *
 * @param endpoints URLs, or {@code host[:port][/path]}, in the order in which they are tried before the registry itself
 * @param rewrites from a Go regular expression (RE2, unanchored) on the repository's path to a Go replacement ({@code $1}, {@code
 *     ${1}}), applied at the endpoints
 */
public record Mirror(List<String> endpoints, SortedMap<String, String> rewrites) {
    /** A mirror that says nothing, which is not the same as no mirror at all. */
    public static final Mirror EMPTY = of(List.of(), Map.of());

    /** Copies both; the rewrites are sorted by the UTF-8 bytes of their patterns, as RKE2 writes them. */
    public Mirror {
        endpoints = List.copyOf(endpoints);
        rewrites = Utf8Order.copyOf(rewrites);
    }

    /** The same from rewrites in any order. */
    public static Mirror of(List<String> endpoints, Map<String, String> rewrites) {
        return new Mirror(endpoints, Utf8Order.copyOf(rewrites));
    }
}
