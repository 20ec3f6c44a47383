package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.HostEntries;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.model.Registries;
import java.util.List;

/**
 * The way of all pulls from one registry, as RKE2's containerd goes it: it differs from the stock one in that no {@code server} in
 * hosts.toml means that the registry itself is not tried, if there is an endpoint.
 *
 * @param folder the folder that decides
 * @param hops what is tried, in order; none where it cannot be told
 * @param defaultEndpoint whether the registry itself is among it, and why
 */
record Way(Folder folder, List<Hop> hops, DefaultEndpoint defaultEndpoint) {
    Way {
        hops = List.copyOf(hops);
    }

    /** Finds the way; the entries are those that the file gives on a node with these options. */
    static Way of(String registry, Registries registries, HostEntries entries, NodeOptions options) {
        return new WayFinder(registry, registries, entries, options).find();
    }
}
