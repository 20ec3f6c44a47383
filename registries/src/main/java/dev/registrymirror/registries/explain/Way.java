package dev.registrymirror.registries.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of all pulls from one registry, as RKE2's containerd goes it: it differs from the stock one in that no {@code server} in
 * hosts.toml means that the registry itself is not tried, if there is an endpoint.
 *
 * @param folder the folder that decides
 * @param first what is tried before the last, in order; the same list for all registries that a folder decides about
 * @param last what is tried last; null where it cannot be told what is tried
 * @param defaultEndpoint whether the registry itself is among it, and why
 */
record Way(Folder folder, List<Hop> first, @Nullable Hop last, DefaultEndpoint defaultEndpoint) {
    Way {
        first = List.copyOf(first);
    }

    /** What is tried, in order; none where it cannot be told. */
    List<Hop> hops() {
        List<Hop> hops = new ArrayList<>(first);
        if (last != null) {
            hops.add(last);
        }
        return hops;
    }
}
