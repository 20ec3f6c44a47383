package dev.registrymirror.registries.model;

import java.util.Map;
import java.util.SortedMap;

/**
 * The meaning of a registries.yaml. Two of these are equal exactly when RKE2 and containerd would do the same with them: the order
 * of keys, comments, and whether an empty section is written at all make no difference; the order of endpoints does, and so does an
 * entry that says nothing (a mirror without endpoints lets {@code "*"} apply to it; a configuration entry keeps a registry's default
 * endpoint where the node has switched default endpoints off).
 *
 * @param mirrors what to pull from where, by registry name: {@code host}, {@code host:port} or {@code "*"}
 * @param configs how to reach an endpoint, by {@code host[:port]} as it stands in the endpoint's URL
 */
public record Registries(SortedMap<String, Mirror> mirrors, SortedMap<String, HostConfig> configs) {
    /** What a missing or an empty file means. */
    public static final Registries EMPTY = of(Map.of(), Map.of());

    /** Copies the maps and sorts them by the UTF-8 bytes of their keys. */
    public Registries {
        mirrors = Utf8Order.copyOf(mirrors);
        configs = Utf8Order.copyOf(configs);
    }

    /** The same from maps in any order. */
    public static Registries of(Map<String, Mirror> mirrors, Map<String, HostConfig> configs) {
        return new Registries(Utf8Order.copyOf(mirrors), Utf8Order.copyOf(configs));
    }
}
