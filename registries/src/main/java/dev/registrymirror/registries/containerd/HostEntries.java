package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Utf8Order;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Every hosts.toml that a node's program makes of a file, before it is text.
 *
 * @param entries by the name of the folder below certs.d, in the order of UTF-8
 * @param wildcardByChance what the folder {@link #WILDCARD_FOLDER} may hold, where it is by chance which: mirrors or configs named {@code
 *     "*"} and {@code _default} are both there and the program takes them in any order. It is in no entries then. Empty where all is
 *     certain
 * @param leftOut what does not reach any entry
 */
public record HostEntries(
        SortedMap<String, HostEntry> entries, List<Optional<HostEntry>> wildcardByChance, List<LeftOut> leftOut) {
    /** The name of a mirror or config for all registries that have no folder of their own. */
    public static final String WILDCARD = "*";

    /** The folder that containerd takes for a registry that has no folder of its own. */
    public static final String WILDCARD_FOLDER = "_default";

    /** Copies all. */
    public HostEntries {
        entries = Utf8Order.copyOf(entries);
        wildcardByChance = List.copyOf(wildcardByChance);
        leftOut = List.copyOf(leftOut);
    }

    /** The entries that a file gives on a node with these options. */
    public static HostEntries of(Registries registries, NodeOptions options) {
        Comparator<String> order = Utf8Order.COMPARATOR;
        EntryBuilder builder = EntryBuilder.build(registries, options, order);
        SortedMap<String, HostEntry> entries = builder.entries();
        // Of all names only "*" and _default meet in one folder, so two orders show all that may happen.
        Optional<HostEntry> one = Optional.ofNullable(entries.get(WILDCARD_FOLDER));
        Optional<HostEntry> other = Optional.ofNullable(EntryBuilder.build(registries, options, order.reversed())
                .entries()
                .get(WILDCARD_FOLDER));
        if (one.equals(other)) {
            return new HostEntries(entries, List.of(), builder.leftOut());
        }
        entries.remove(WILDCARD_FOLDER);
        return new HostEntries(entries, List.of(one, other), builder.leftOut());
    }
}
