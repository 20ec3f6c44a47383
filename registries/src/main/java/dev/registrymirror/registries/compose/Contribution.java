package dev.registrymirror.registries.compose;

import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Utf8Order;
import java.util.SortedMap;

/**
 * What one author asks for, with all references resolved.
 *
 * @param name the author's name, unique among those that are composed together; it appears in conflicts
 * @param priority the higher one wins where two speak of the same registry or host
 * @param mirrors by registry name
 * @param configs by endpoint host
 */
public record Contribution(
        String name, int priority, SortedMap<String, Mirror> mirrors, SortedMap<String, HostAccess> configs) {

    /** Copies the maps and sorts them by the UTF-8 bytes of their keys. */
    public Contribution {
        mirrors = Utf8Order.copyOf(mirrors);
        configs = Utf8Order.copyOf(configs);
    }
}
