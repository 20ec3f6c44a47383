package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.Access;
import dev.registrymirror.registries.containerd.HostEntries;
import dev.registrymirror.registries.containerd.HostEntry;
import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostEntry.Server;
import dev.registrymirror.registries.containerd.HostFolder;
import dev.registrymirror.registries.containerd.HostFolder.Content;
import dev.registrymirror.registries.containerd.HostFolders;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ways that a file gives on a node, to be asked for any number of registries: the folder, what containerd reads in it, and whom it then
 * asks. A folder is read once, though all registries without one of their own have that of the wildcard.
 */
final class Ways {
    private final Registries registries;
    private final NodeOptions options;
    private final EntryFields fields;
    private final HostFolders folders;
    private final Map<String, Reading> readings = new HashMap<>();

    /** What is the same for all registries that a folder decides about. */
    private sealed interface Reading {
        /**
         * A hosts.toml that is followed.
         *
         * @param failure why no pull succeeds with it, or null
         * @param first what is tried before the last
         * @param last what is written last, and its rewrites
         */
        record Followed(@Nullable String failure, List<Hop> first, RegistryHost last, List<Rewrite> rewrites)
                implements Reading {}

        /** One that is ignored. */
        record Ignored(String reason) implements Reading {}

        /** One of which it cannot be told. */
        record Untold(String reason) implements Reading {}
    }

    /** Of a file; the entries are those that it gives on a node with these options. */
    Ways(Registries registries, HostEntries entries, NodeOptions options) {
        this.registries = registries;
        this.options = options;
        this.fields = new EntryFields(registries);
        this.folders = HostFolders.of(entries, options);
    }

    /** The way of all pulls from a registry. */
    Way of(String registry) {
        HostFolder folder = folders.of(registry);
        List<String> lookedFor = folder.lookedFor();
        return switch (folder.content()) {
            case Content.Nothing _ ->
                onlyItself(registry, new Folder(lookedFor, null, null, State.ABSENT, null), nothingApplies());
            case Content.NoFile(String name, String inner) ->
                onlyItself(
                        registry,
                        new Folder(lookedFor, name, fields.of(inner), State.WITHOUT_FILE, Wording.noFile(name, inner)),
                        nothingApplies());
            case Content.ByChance(String name, List<String> names) ->
                undecided(new Folder(lookedFor, name, null, State.UNDECIDED, Wording.byChance(names)));
            case Content.File file -> decided(registry, lookedFor, file);
        };
    }

    private Way decided(String registry, List<String> lookedFor, Content.File file) {
        String name = file.folder();
        String field = fields.of(file.name(), file.entry());
        return switch (readings.computeIfAbsent(name, _ -> read(file.name(), file.entry()))) {
            case Reading.Ignored(String reason) ->
                onlyItself(
                        registry,
                        new Folder(lookedFor, name, field, State.UNREADABLE, reason),
                        options.disableDefaultEndpoint()
                                ? DefaultEndpoint.ONLY_FOR_UNREADABLE_FILE
                                : DefaultEndpoint.ONLY);
            case Reading.Untold(String reason) ->
                undecided(new Folder(lookedFor, name, field, State.UNDECIDED, reason));
            case Reading.Followed followed -> {
                String failure = followed.failure();
                State state = failure == null ? State.READ : State.FAILING;
                yield followed(registry, file, new Folder(lookedFor, name, field, state, failure), followed);
            }
        };
    }

    private Reading read(String key, HostEntry entry) {
        return switch (HostsReading.of(entry)) {
            case HostsReading.Undecodable(var part, String text) ->
                new Reading.Ignored(Wording.undecodable(part, text));
            case HostsReading.Untold(var part, String text) -> new Reading.Untold(Wording.untold(part, text));
            case HostsReading.Decoded(var rewrites) -> {
                List<RegistryHost> hosts = RegistryHost.written(entry);
                RegistryHost last = hosts.getLast();
                List<Hop> first = new ArrayList<>();
                for (int i = 0; i < hosts.size() - 1; i++) {
                    RegistryHost host = hosts.get(i);
                    Endpoint endpoint = host.endpoint();
                    if (endpoint != null) {
                        first.add(hop(kind(endpoint), key, endpoint, host, rewrites.get(i)));
                    }
                }
                yield new Reading.Followed(
                        Wording.failure(entry),
                        List.copyOf(first),
                        last,
                        last.endpoint() == null ? List.of() : rewrites.getLast());
            }
        };
    }

    private Way followed(String registry, Content.File file, Folder folder, Reading.Followed followed) {
        String key = file.name();
        Server server = file.entry().server();
        Endpoint endpoint = followed.last().endpoint();
        RegistryHost host = followed.last().orItself(registry);
        Hop last;
        DefaultEndpoint reason;
        if (endpoint == null) {
            Endpoint listed = server == null ? null : server.listed();
            last = hop(
                    Kind.REGISTRY,
                    listed == null ? null : fields.endpoint(key, listed),
                    host,
                    List.of(),
                    server == null ? null : server.access());
            DefaultEndpoint asked = itself(key, followed.first().isEmpty());
            reason = asked == DefaultEndpoint.ONLY && listed != null ? DefaultEndpoint.ONLY_LISTED : asked;
        } else if (isReplaced(endpoint, registry, host)) {
            last = hop(Kind.REGISTRY, key, endpoint, host, followed.rewrites());
            reason = DefaultEndpoint.IN_PLACE_OF_DEAD_ENDPOINT;
        } else {
            last = hop(kind(endpoint), key, endpoint, host, followed.rewrites());
            reason = server == null ? DefaultEndpoint.DISABLED : DefaultEndpoint.LEFT_OUT;
        }
        return new Way(folder, followed.first(), last, reason);
    }

    private static Kind kind(Endpoint endpoint) {
        return endpoint.position() == Endpoint.EMBEDDED ? Kind.EMBEDDED_REGISTRY : Kind.MIRROR;
    }

    /** Whether containerd takes the registry itself in place of a last endpoint that has no host. */
    private static boolean isReplaced(Endpoint endpoint, String registry, RegistryHost host) {
        return endpoint.host().isEmpty()
                && host.host().equals(RegistryHost.withoutFile(registry).host());
    }

    private DefaultEndpoint itself(String key, boolean alone) {
        if (!options.disableDefaultEndpoint()) {
            return alone ? DefaultEndpoint.ONLY : DefaultEndpoint.TRIED;
        }
        return registries.configs().containsKey(key)
                ? DefaultEndpoint.TRIED_THOUGH_DISABLED
                : DefaultEndpoint.ONLY_THOUGH_DISABLED;
    }

    private DefaultEndpoint nothingApplies() {
        return options.disableDefaultEndpoint() ? DefaultEndpoint.ONLY_THOUGH_DISABLED : DefaultEndpoint.ONLY;
    }

    private Way onlyItself(String registry, Folder folder, DefaultEndpoint reason) {
        RegistryHost host = RegistryHost.withoutFile(registry);
        return new Way(folder, List.of(), hop(Kind.REGISTRY, null, host, List.of(), null), reason);
    }

    private static Way undecided(Folder folder) {
        return new Way(folder, List.of(), null, DefaultEndpoint.UNDECIDED);
    }

    private Hop hop(Kind kind, String key, Endpoint endpoint, RegistryHost host, List<Rewrite> rewrites) {
        return hop(kind, fields.endpoint(key, endpoint), host, rewrites, endpoint.access());
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
                : FieldPath.config(access.name()).field("tls").toString();
    }
}
