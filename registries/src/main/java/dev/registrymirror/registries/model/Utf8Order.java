package dev.registrymirror.registries.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The order of strings by their UTF-8 bytes, which is the order of their code points and the one in which Go sorts. {@link
 * String#compareTo} differs from it for characters above U+FFFF.
 */
public final class Utf8Order {
    /** Compares two strings by their UTF-8 bytes. */
    public static final Comparator<String> COMPARATOR = Utf8Order::compare;

    private Utf8Order() {}

    /**
     * An unmodifiable copy of a map, sorted in this order; the map itself if it is such a copy, so that what many endpoints have in common
     * is there once.
     */
    public static <V> SortedMap<String, V> copyOf(Map<String, V> map) {
        if (map instanceof SortedMap<String, V> sorted && isCopy(sorted)) {
            return sorted;
        }
        SortedMap<String, V> copy = new TreeMap<>(COMPARATOR);
        copy.putAll(map);
        return Collections.unmodifiableSortedMap(copy);
    }

    /** Whether this class made it. Java wraps no map again that cannot be modified; if it did, there would be one copy more. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isCopy(SortedMap<String, ?> map) {
        return map.comparator() == COMPARATOR && Collections.unmodifiableSortedMap(map) == map;
    }

    private static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                if (Character.isSurrogate(a) == Character.isSurrogate(b)) {
                    return Character.compare(a, b);
                }
                // A surrogate stands for a code point above all of the Basic Multilingual Plane.
                return Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
