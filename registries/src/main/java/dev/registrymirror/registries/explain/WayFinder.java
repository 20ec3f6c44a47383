package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.Access;
import dev.registrymirror.registries.containerd.HostEntries;
import dev.registrymirror.registries.containerd.HostEntry;
import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostEntry.Server;
import dev.registrymirror.registries.containerd.HostFolder;
import dev.registrymirror.registries.containerd.HostFolder.Content;
import dev.registrymirror.registries.containerd.HostsReading;
import dev.registrymirror.registries.containerd.HostsReading.Rewrite;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.containerd.RegistryHost;
import dev.registrymirror.registries.explain.Attempt.Kind;
import dev.registrymirror.registries.explain.Attempt.TlsSettings;
import dev.registrymirror.registries.explain.Folder.State;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.Registries;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the way of all pulls from one registry: the folder, what containerd reads in it, and whom it then asks. */
final class WayFinder {
    private final String registry;
    private final Registries registries;
    private final HostEntries entries;
    private final NodeOptions options;
    private final EntryFields fields;

    WayFinder(String registry, Registries registries, HostEntries entries, NodeOptions options) {
        this.registry = registry;
        this.registries = registries;
        this.entries = entries;
        this.options = options;
        this.fields = new EntryFields(registries);
    }

    Way find() {
        HostFolder folder = HostFolder.of(registry, entries, options);
        List<String> lookedFor = folder.lookedFor();
        return switch (folder.content()) {
            case Content.Nothing _ ->
                onlyItself(new Folder(lookedFor, null, null, State.ABSENT, null), nothingApplies());
            case Content.NoFile(String name, String inner) ->
                onlyItself(
                        new Folder(lookedFor, name, fields.of(inner), State.WITHOUT_FILE, Wording.noFile(name, inner)),
                        nothingApplies());
            case Content.ByChance(String name, List<String> names) ->
                undecided(new Folder(lookedFor, name, null, State.UNDECIDED, Wording.byChance(names)));
            case Content.File(String name, String key, HostEntry entry) -> followed(lookedFor, name, key, entry);
        };
    }

    private Way followed(List<String> lookedFor, String name, String key, HostEntry entry) {
        String field = fields.of(key, entry);
        return switch (HostsReading.of(entry)) {
            case HostsReading.Undecodable(var part, String text) ->
                onlyItself(
                        new Folder(lookedFor, name, field, State.UNREADABLE, Wording.undecodable(part, text)),
                        options.disableDefaultEndpoint()
                                ? DefaultEndpoint.ONLY_FOR_UNREADABLE_FILE
                                : DefaultEndpoint.ONLY);
            case HostsReading.Untold(var part, String text) ->
                undecided(new Folder(lookedFor, name, field, State.UNDECIDED, Wording.untold(part, text)));
            case HostsReading.Decoded decoded -> {
                String failure = Wording.failure(entry);
                State state = failure == null ? State.READ : State.FAILING;
                List<Hop> hops = hops(key, entry, decoded);
                yield new Way(
                        new Folder(lookedFor, name, field, state, failure), hops, defaultEndpoint(key, entry, hops));
            }
        };
    }

    private List<Hop> hops(String key, HostEntry entry, HostsReading.Decoded decoded) {
        List<Hop> hops = new ArrayList<>();
        for (RegistryHost host : RegistryHost.tried(registry, entry)) {
            Endpoint endpoint = host.endpoint();
            if (endpoint == null) {
                Server server = entry.server();
                Endpoint listed = server == null ? null : server.listed();
                hops.add(hop(
                        Kind.REGISTRY,
                        listed == null ? null : fields.endpoint(key, listed),
                        host,
                        List.of(),
                        server == null ? null : server.access()));
            } else {
                hops.add(hop(
                        kind(endpoint, host),
                        fields.endpoint(key, endpoint),
                        host,
                        decoded.rewrites().get(entry.endpoints().indexOf(endpoint)),
                        endpoint.access()));
            }
        }
        return hops;
    }

    private Kind kind(Endpoint endpoint, RegistryHost host) {
        if (isReplaced(endpoint, host)) {
            return Kind.REGISTRY;
        }
        return endpoint.position() == Endpoint.EMBEDDED ? Kind.EMBEDDED_REGISTRY : Kind.MIRROR;
    }

    /** Whether containerd takes the registry itself in place of a last endpoint that has no host. */
    private boolean isReplaced(@Nullable Endpoint endpoint, RegistryHost host) {
        return endpoint != null
                && endpoint.host().isEmpty()
                && host.host().equals(RegistryHost.withoutFile(registry).host());
    }

    private DefaultEndpoint defaultEndpoint(String key, HostEntry entry, List<Hop> hops) {
        RegistryHost last = hops.getLast().host();
        if (isReplaced(last.endpoint(), last)) {
            return DefaultEndpoint.IN_PLACE_OF_DEAD_ENDPOINT;
        }
        if (last.endpoint() != null) {
            return entry.server() == null ? DefaultEndpoint.DISABLED : DefaultEndpoint.LEFT_OUT;
        }
        if (!options.disableDefaultEndpoint()) {
            return hops.size() == 1 ? DefaultEndpoint.ONLY : DefaultEndpoint.TRIED;
        }
        return registries.configs().containsKey(key)
                ? DefaultEndpoint.TRIED_THOUGH_DISABLED
                : DefaultEndpoint.ONLY_THOUGH_DISABLED;
    }

    private DefaultEndpoint nothingApplies() {
        return options.disableDefaultEndpoint() ? DefaultEndpoint.ONLY_THOUGH_DISABLED : DefaultEndpoint.ONLY;
    }

    private Way onlyItself(Folder folder, DefaultEndpoint reason) {
        RegistryHost host = RegistryHost.withoutFile(registry);
        return new Way(folder, List.of(hop(Kind.REGISTRY, null, host, List.of(), null)), reason);
    }

    private static Way undecided(Folder folder) {
        return new Way(folder, List.of(), DefaultEndpoint.UNDECIDED);
    }

    private Hop hop(
            Kind kind, @Nullable String field, RegistryHost host, List<Rewrite> rewrites, @Nullable Access access) {
        TlsSettings tls = TlsSettings.of(tlsField(access), host.tls());
        return new Hop(kind, field, host, rewrites, tls, Login.of(host.host(), registries, options));
    }

    /** The embedded registry's settings replace what the file has, so theirs stand nowhere. */
    private @Nullable String tlsField(@Nullable Access access) {
        return access == null
                        || access.name() == null
                        || access.config().tls() == null
                        || access.name().equals(options.embeddedRegistry())
                ? null
                : FieldPath.of("configs").entry(access.name()).field("tls").toString();
    }
}
