package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.Access;
import dev.registrymirror.registries.containerd.HostAddress;
import dev.registrymirror.registries.containerd.HostEntries;
import dev.registrymirror.registries.containerd.HostEntry;
import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostEntry.Server;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.explain.Attempt.Kind;
import dev.registrymirror.registries.explain.Attempt.TlsSettings;
import dev.registrymirror.registries.explain.Hop.Login;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Tls;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The way of all pulls from one registry, as RKE2's containerd goes it: it differs from the stock one in that no {@code server} in
 * hosts.toml means that the registry itself is not tried, if there is an endpoint.
 *
 * @param folder the folder that decides
 * @param hops what is tried, in order
 * @param defaultEndpoint whether the registry itself is among it, and why
 */
record Way(Folder folder, List<Hop> hops, DefaultEndpoint defaultEndpoint) {
    private static final FieldPath MIRRORS = FieldPath.of("mirrors");
    private static final FieldPath CONFIGS = FieldPath.of("configs");
    private static final SortedMap<String, String> NO_REWRITES = Mirror.EMPTY.rewrites();

    Way {
        hops = List.copyOf(hops);
    }

    static Way of(String registry, Registries registries, NodeOptions options) {
        return new Builder(registry, registries, options).way(HostEntries.of(registries, options));
    }

    /** Builds one. */
    private record Builder(String registry, Registries registries, NodeOptions options) {
        Way way(HostEntries entries) {
            List<String> lookedFor = new ArrayList<>();
            for (String name : Folder.candidates(registry)) {
                lookedFor.add(name);
                HostEntry entry = entries.entries().get(name);
                if (entry != null) {
                    return taken(lookedFor, name, entry);
                }
                if (name.equals(HostEntries.WILDCARD_FOLDER)
                        && !entries.wildcardByChance().isEmpty()) {
                    String reason = "\"*\" and \"_default\" are both in the file and write the same folder";
                    Folder folder = new Folder(lookedFor, name, null, null, null, reason);
                    return new Way(folder, List.of(), DefaultEndpoint.ONLY);
                }
            }
            return onlyItself(new Folder(lookedFor, null, null, null, null, null), TlsSettings.NONE, nothingApplies());
        }

        private DefaultEndpoint nothingApplies() {
            return options.disableDefaultEndpoint() ? DefaultEndpoint.ONLY_THOUGH_DISABLED : DefaultEndpoint.ONLY;
        }

        private Way taken(List<String> lookedFor, String name, HostEntry entry) {
            String key = key(name);
            boolean fromMirror = registries.mirrors().containsKey(key)
                    || entry.endpoints().stream().anyMatch(endpoint -> endpoint.position() == Endpoint.EMBEDDED);
            String field = (fromMirror ? MIRRORS : CONFIGS).entry(key).toString();
            String unreadable = Unreadable.reason(entry);
            if (unreadable != null) {
                Folder folder = new Folder(lookedFor, name, field, unreadable, null, null);
                return onlyItself(
                        folder,
                        TlsSettings.NONE,
                        options.disableDefaultEndpoint()
                                ? DefaultEndpoint.ONLY_FOR_UNREADABLE_FILE
                                : DefaultEndpoint.ONLY);
            }
            Folder folder = new Folder(lookedFor, name, field, null, Unreadable.failure(entry), null);
            List<Hop> hops = new ArrayList<>();
            entry.endpoints().forEach(endpoint -> hops.add(hop(key, endpoint)));
            Server server = entry.server();
            if (server == null && !hops.isEmpty()) {
                return new Way(folder, hops, DefaultEndpoint.DISABLED);
            }
            if (server == null || server.url() == null || server.url().isEmpty()) {
                TlsSettings tls = server == null ? TlsSettings.NONE : tls(server.access());
                hops.add(itself(tls));
            } else {
                hops.add(hop(key, server, server.url()));
            }
            return new Way(folder, hops, tried(key, hops.size() == 1));
        }

        private DefaultEndpoint tried(String key, boolean only) {
            if (!options.disableDefaultEndpoint()) {
                return only ? DefaultEndpoint.ONLY : DefaultEndpoint.TRIED;
            }
            return registries.configs().containsKey(key)
                    ? DefaultEndpoint.TRIED_THOUGH_DISABLED
                    : DefaultEndpoint.ONLY_THOUGH_DISABLED;
        }

        private String key(String folder) {
            boolean wildcard = folder.equals(HostEntries.WILDCARD_FOLDER)
                    && !registries.mirrors().containsKey(folder)
                    && !registries.configs().containsKey(folder);
            return wildcard ? HostEntries.WILDCARD : folder;
        }

        private Hop hop(String mirror, Endpoint endpoint) {
            return new Hop(
                    Hop.kind(endpoint),
                    endpoint.url(),
                    field(mirror, endpoint),
                    endpoint.overridePath(),
                    endpoint.rewrites(),
                    tls(endpoint.access()),
                    login(endpoint.host()));
        }

        private Hop hop(String mirror, Server server, String url) {
            Endpoint listed = server.listed();
            return new Hop(
                    Kind.REGISTRY,
                    url,
                    listed == null ? null : field(mirror, listed),
                    // Whatever the path is, nothing of this is written for the registry itself.
                    false,
                    NO_REWRITES,
                    tls(server.access()),
                    login(ApiRoot.of(url, false).host()));
        }

        private static @Nullable String field(String mirror, Endpoint endpoint) {
            return endpoint.position() == Endpoint.EMBEDDED
                    ? null
                    : MIRRORS.entry(mirror)
                            .field("endpoint")
                            .item(endpoint.position())
                            .toString();
        }

        private Way onlyItself(Folder folder, TlsSettings tls, DefaultEndpoint reason) {
            return new Way(folder, List.of(itself(tls)), reason);
        }

        /** The registry itself as containerd makes it where no hosts.toml names it. */
        private Hop itself(TlsSettings tls) {
            String host = registry.equals(HostAddress.DOCKER_HUB) ? HostAddress.DOCKER_HUB_HOST : registry;
            String port = new ApiRoot("", host, "").port();
            String scheme = "https";
            TlsSettings used = tls;
            if (HostAddress.isLocal(host)) {
                scheme = port.isEmpty() || port.equals("443") ? "https" : "http";
                if (!port.equals("80")) {
                    used = new TlsSettings(tls.field(), tls.caFile(), tls.certFile(), tls.keyFile(), true);
                }
            }
            String url = scheme + "://" + host + HostAddress.API_PATH;
            return new Hop(Kind.REGISTRY, url, null, false, NO_REWRITES, used, login(host));
        }

        private TlsSettings tls(Access access) {
            Tls tls = access.config().tls();
            String name = access.name();
            if (tls == null || name == null) {
                return TlsSettings.NONE;
            }
            // The embedded registry's settings replace what the file has.
            String field = name.equals(options.embeddedRegistry())
                    ? null
                    : CONFIGS.entry(name).field("tls").toString();
            return new TlsSettings(field, tls.caFile(), tls.certFile(), tls.keyFile(), tls.insecureSkipVerify());
        }

        private Login login(String host) {
            if (host.equals(options.embeddedRegistry())) {
                return Login.NONE;
            }
            Auth own = auth(host);
            if (own != null) {
                return new Login(CONFIGS.entry(host).field("auth").toString(), own, null);
            }
            Auth hub = host.equals(HostAddress.DOCKER_HUB_HOST) ? auth(HostAddress.DOCKER_HUB) : null;
            return hub == null
                    ? Login.NONE
                    : new Login(
                            CONFIGS.entry(HostAddress.DOCKER_HUB).field("auth").toString(),
                            hub,
                            "v1.33.3, v1.32.7, v1.31.11");
        }

        private @Nullable Auth auth(String host) {
            HostConfig config = registries.configs().get(host);
            return config == null ? null : config.auth();
        }
    }
}
