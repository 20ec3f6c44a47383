package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostEntry.Server;
import dev.registrymirror.registries.containerd.HostsReading.Rewrite;
import dev.registrymirror.registries.containerd.TomlText.Text;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an entry says that the stock containerd must see. It differs from RKE2's in that it always tries the registry itself, too. */
final class ContainerdView {
    private static final List<String> PULL = List.of("pull", "resolve");
    private static final List<String> PUSH = List.of("pull", "resolve", "push");
    private static final List<String> ALL = List.of("pull", "resolve", "push", "referrers");

    private ContainerdView() {}

    static Rke2.Seen of(String registry, HostEntry entry, HostsReading.Decoded decoded) {
        List<Rke2.Host> hosts = RegistryHost.tried(registry, withServer(entry)).stream()
                .map(host -> host(host, entry))
                .toList();
        Map<String, Map<String, String>> rewrites = new HashMap<>();
        for (int i = 0; i < entry.endpoints().size(); i++) {
            List<Rewrite> of = decoded.rewrites().get(i);
            if (!of.isEmpty()) {
                Endpoint endpoint = entry.endpoints().get(i);
                RegistryUrl url = url(endpoint.url());
                rewrites.put(
                        asJson(url.scheme() + "://" + url.host() + url.apiPath(endpoint.overridePath())),
                        of.stream().collect(Collectors.toMap(Rewrite::pattern, Rewrite::replacement)));
            }
        }
        return new Rke2.Seen.Hosts(hosts, "", rewrites, "");
    }

    /** Whether all files are there that TLS settings name; without one of them a pull fails at every endpoint. */
    static boolean tlsFilesAreThere(HostEntry entry) {
        Stream<Tls> server =
                entry.server() == null ? Stream.empty() : tls(entry.server().access());
        Stream<Tls> endpoints = entry.endpoints().stream().flatMap(endpoint -> tls(endpoint.access()));
        return Stream.concat(server, endpoints)
                .allMatch(tls -> (tls.certFile() == null) == (tls.keyFile() == null)
                        && isThere(tls.caFile())
                        && isThere(tls.certFile()));
    }

    private static HostEntry withServer(HostEntry entry) {
        Server server = entry.server();
        if (server != null && server.url() != null) {
            return entry;
        }
        Access access = server == null ? new Access("", null, HostConfig.EMPTY) : server.access();
        return new HostEntry(new Server("", false, access, null), entry.endpoints());
    }

    private static Rke2.Host host(RegistryHost host, HostEntry entry) {
        Tls tls = host.tls();
        return new Rke2.Host(
                host.scheme(),
                asJson(host.host()),
                asJson(host.path()),
                capabilities(host, entry),
                host.fallsBack(),
                tls != null && tls.insecureSkipVerify(),
                tls == null ? List.of() : commonName(tls.caFile()),
                tls == null ? List.of() : commonName(tls.certFile()));
    }

    /** Go's JSON has no bytes that are no UTF-8. */
    private static String asJson(String text) {
        return text.replaceAll("[\\x{dc80}-\\x{dcff}]", "\ufffd");
    }

    private static List<String> capabilities(RegistryHost host, HostEntry entry) {
        if (host.endpoint() != null) {
            return PULL;
        }
        Server server = entry.server();
        return server == null
                        || server.url() == null
                        || url(server.url()).host().isEmpty()
                ? ALL
                : PUSH;
    }

    private static RegistryUrl url(String raw) {
        String url = TomlText.read(raw) instanceof Text.Value(String value) ? value : raw;
        return RegistryUrl.parse(url, GoUrlParser.CURRENT).orElseThrow();
    }

    private static Stream<Tls> tls(Access access) {
        Tls tls = access.config().tls();
        return tls == null ? Stream.empty() : Stream.of(tls);
    }

    private static List<String> commonName(@Nullable String path) {
        return path == null
                ? List.of()
                : List.of(Path.of(path).getFileName().toString().replace(".crt", ""));
    }

    private static boolean isThere(@Nullable String path) {
        return path == null || (path.startsWith("/") && Files.exists(Path.of(path)));
    }
}
