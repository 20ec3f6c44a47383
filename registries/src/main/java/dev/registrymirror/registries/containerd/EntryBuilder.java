package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.containerd.HostAddress.Unusable;
import dev.registrymirror.registries.containerd.HostAddress.Usable;
import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostEntry.Server;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Utf8Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds the entries of one file. RKE2 and K3s take names in the random order of Go's maps; here the order is given. */
final class EntryBuilder {
    private final Registries registries;
    private final NodeOptions options;
    private final SortedMap<String, HostEntry> entries = new TreeMap<>(Utf8Order.COMPARATOR);
    private final List<LeftOut> leftOut = new ArrayList<>();

    private EntryBuilder(Registries registries, NodeOptions options) {
        this.registries = registries;
        this.options = options;
    }

    static EntryBuilder build(Registries file, NodeOptions options, Comparator<String> order) {
        Registries registries = EmbeddedRegistry.addTo(file, options);
        EntryBuilder builder = new EntryBuilder(registries, options);
        registries.configs().keySet().stream().sorted(order).forEach(builder::addConfig);
        registries.mirrors().keySet().stream().sorted(order).forEach(builder::addMirror);
        builder.entries.values().removeIf(entry -> !isWorthWriting(entry));
        return builder;
    }

    SortedMap<String, HostEntry> entries() {
        return entries;
    }

    List<LeftOut> leftOut() {
        return leftOut;
    }

    private void addConfig(String name) {
        switch (address(name)) {
            case Unusable unusable -> leftOut.add(new LeftOut.ConfigName(name, unusable));
            case Usable usable -> {
                Access access = new Access(name, name, config(name));
                String url = name.equals(HostEntries.WILDCARD) ? null : usable.url();
                Server server = new Server(url, usable.overridePath(), access, null);
                entries.put(folder(name), new HostEntry(server, List.of()));
            }
        }
    }

    private void addMirror(String name) {
        switch (address(name)) {
            case Unusable unusable -> leftOut.add(new LeftOut.MirrorName(name, unusable));
            case Usable usable -> {
                // Looked up under the very name: a config for "*" was stored as _default and is not found, so it is
                // lost here.
                HostEntry entry = entries.get(name);
                Server server = entry == null ? server(name, usable) : entry.server();
                List<Endpoint> before = entry == null ? List.of() : entry.endpoints();
                entries.put(folder(name), withEndpoints(name, server, before));
            }
        }
    }

    private @Nullable Server server(String name, Usable address) {
        if (options.disableDefaultEndpoint()) {
            return null;
        }
        if (name.equals(HostEntries.WILDCARD)) {
            return new Server("", false, new Access(name, null, HostConfig.EMPTY), null);
        }
        return new Server(address.url(), address.overridePath(), access(name), null);
    }

    private HostEntry withEndpoints(String name, @Nullable Server server, List<Endpoint> before) {
        Mirror mirror = mirror(name);
        int added = EmbeddedRegistry.endpointsAdded(name, options);
        List<Endpoint> endpoints = new ArrayList<>(before);
        Map<String, Integer> seen = new HashMap<>();
        Server last = server;
        for (int i = 0; i < mirror.endpoints().size(); i++) {
            int position = i < added ? Endpoint.EMBEDDED : i - added;
            switch (address(mirror.endpoints().get(i))) {
                case Unusable unusable -> leftOut.add(new LeftOut.UnusableEndpoint(name, position, unusable));
                case Usable usable -> {
                    Integer earlier = seen.putIfAbsent(usable.url(), position);
                    Endpoint endpoint = endpoint(usable, mirror, position);
                    if (earlier != null) {
                        leftOut.add(new LeftOut.RepeatedEndpoint(name, position, earlier));
                    } else if (i == mirror.endpoints().size() - 1
                            && server != null
                            && usable.url().equals(server.url())) {
                        last = new Server(endpoint.url(), endpoint.overridePath(), endpoint.access(), endpoint);
                    } else {
                        endpoints.add(endpoint);
                    }
                }
            }
        }
        return new HostEntry(last, endpoints);
    }

    private Endpoint endpoint(Usable address, Mirror mirror, int position) {
        SortedMap<String, String> rewrites =
                address.host().equals(options.embeddedRegistry()) ? Mirror.EMPTY.rewrites() : mirror.rewrites();
        return new Endpoint(
                address.url(), address.host(), address.overridePath(), access(address.lookup()), rewrites, position);
    }

    private HostAddress address(String text) {
        return HostAddress.of(text, options.embeddedRegistry());
    }

    private Access access(String lookup) {
        String name =
                lookup.equals(HostAddress.DOCKER_HUB) && registries.configs().containsKey(HostAddress.DOCKER_HUB_HOST)
                        ? HostAddress.DOCKER_HUB_HOST
                        : lookup;
        return registries.configs().containsKey(name)
                ? new Access(lookup, name, config(name))
                : new Access(lookup, null, HostConfig.EMPTY);
    }

    private HostConfig config(String name) {
        return registries.configs().getOrDefault(name, HostConfig.EMPTY);
    }

    private Mirror mirror(String name) {
        return registries.mirrors().getOrDefault(name, Mirror.EMPTY);
    }

    private static String folder(String name) {
        return name.equals(HostEntries.WILDCARD) ? HostEntries.WILDCARD_FOLDER : name;
    }

    private static boolean isWorthWriting(HostEntry entry) {
        Server server = entry.server();
        return !entry.endpoints().isEmpty()
                || (server != null
                        && (server.access().config().auth() != null
                                || server.access().config().tls() != null
                                || server.overridePath()
                                || (server.listed() != null
                                        && !server.listed().rewrites().isEmpty())));
    }
}
