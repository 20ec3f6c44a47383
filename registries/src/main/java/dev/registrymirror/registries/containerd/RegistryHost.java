package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostEntry.Server;
import dev.registrymirror.registries.containerd.TomlText.Text;
import dev.registrymirror.registries.model.Tls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One address that containerd tries, as it stands in its memory after it has read a hosts.toml.
 *
 * @param scheme {@code https}, also for an {@code http://} endpoint with TLS settings on any port but 80: then plain HTTP comes second
 * @param host {@code host[:port]}
 * @param path what stands before {@code /<repository>/manifests/<tag>}
 * @param fallsBack whether plain HTTP is tried where TLS does not work
 * @param tls the TLS settings, or null
 * @param endpoint the endpoint of the entry, or null for the registry itself
 */
public record RegistryHost(
        String scheme,
        String host,
        String path,
        boolean fallsBack,
        @Nullable Tls tls,
        @Nullable Endpoint endpoint) {

    /** What is tried for a registry that has no hosts.toml at all. */
    public static RegistryHost withoutFile(String registry) {
        return itself(registry, null, null);
    }

    /**
     * What RKE2's containerd tries with the file of an entry, in order. The registry itself is last if the file has a line {@code
     * server}, or no endpoint.
     *
     * @param registry {@code host[:port]} as it stands in the name of an image
     * @param entry what the file says; it must be {@link HostsReading.Decoded}
     */
    public static List<RegistryHost> tried(String registry, HostEntry entry) {
        List<RegistryHost> hosts = new ArrayList<>(written(entry));
        hosts.add(hosts.removeLast().orItself(registry));
        return List.copyOf(hosts);
    }

    /**
     * The same for whichever registry: the last of them may still have to become the {@linkplain #orItself registry itself}.
     *
     * @param entry what the file says; it must be {@link HostsReading.Decoded}
     * @return at least one
     */
    public static List<RegistryHost> written(HostEntry entry) {
        List<RegistryHost> hosts = new ArrayList<>();
        for (Endpoint endpoint : entry.endpoints()) {
            hosts.add(of(
                    endpoint.url(),
                    endpoint.overridePath(),
                    endpoint.access().config().tls(),
                    endpoint));
        }
        Server server = entry.server();
        String url = server == null ? null : server.url();
        if (url != null || hosts.isEmpty()) {
            Tls tls = server == null ? null : server.access().config().tls();
            hosts.add(of(url == null ? "" : url, false, tls, null));
        }
        return List.copyOf(hosts);
    }

    /** This if it has a host; otherwise the registry, by containerd's own idea of where it is. */
    public RegistryHost orItself(String registry) {
        return host.isEmpty() ? itself(registry, tls, endpoint) : this;
    }

    /** Where its API is, by the scheme that it was configured with: {@code https://m.example:5000/v2}. */
    public String url() {
        return (fallsBack ? "http" : scheme) + "://" + host + path;
    }

    /**
     * Where it is asked first for the manifest of an image. Whoever is not the image's registry itself is told which one it is.
     *
     * @param registry the image's registry
     * @param repository the repository's path, rewritten or not
     * @param reference tag or digest
     */
    public String manifestUrl(String registry, String repository, String reference) {
        String url =
                scheme + "://" + host + PathCleaning.clean("/" + path + "/" + repository + "/manifests/" + reference);
        boolean itself = host.equals(registry)
                || (registry.equals(HostAddress.DOCKER_HUB) && host.equals(HostAddress.DOCKER_HUB_HOST));
        return itself ? url : url + "?ns=" + inQuery(registry);
    }

    /** Go's url.QueryEscape of what a registry's name can have. */
    private static String inQuery(String registry) {
        return registry.replace(":", "%3A").replace("[", "%5B").replace("]", "%5D");
    }

    private static RegistryHost of(String raw, boolean override, @Nullable Tls tls, @Nullable Endpoint endpoint) {
        if (raw.isEmpty()) {
            return new RegistryHost("", "", "", false, tls, endpoint);
        }
        String text = TomlText.read(raw) instanceof Text.Value(String value) ? value : raw;
        RegistryUrl url = RegistryUrl.parse(text, GoUrlParser.CURRENT)
                .or(() -> RegistryUrl.parse(text, GoUrlParser.FORMER))
                .orElseThrow(() -> new IllegalArgumentException("the entry is not decoded"));
        return withFallback(url.scheme(), url.host(), url.apiPath(override), tls, endpoint);
    }

    /** The registry itself, by containerd's own idea of where it is. */
    private static RegistryHost itself(String registry, @Nullable Tls tls, @Nullable Endpoint endpoint) {
        if (registry.equals(HostAddress.DOCKER_HUB)) {
            return withFallback("https", HostAddress.DOCKER_HUB_HOST, HostAddress.API_PATH, tls, endpoint);
        }
        if (!HostAddress.isLocal(registry)) {
            return withFallback("https", registry, HostAddress.API_PATH, tls, endpoint);
        }
        String port = HostPort.splitPort(registry);
        Tls lax = port.equals("80")
                ? tls
                : new Tls(
                        tls == null ? null : tls.caFile(),
                        tls == null ? null : tls.certFile(),
                        tls == null ? null : tls.keyFile(),
                        true);
        String scheme = port.isEmpty() || port.equals("443") ? "https" : "http";
        return withFallback(scheme, registry, HostAddress.API_PATH, lax, endpoint);
    }

    private static RegistryHost withFallback(
            String scheme, String host, String path, @Nullable Tls tls, @Nullable Endpoint endpoint) {
        boolean fallsBack =
                scheme.equals("http") && isSet(tls) && !HostPort.splitPort(host).equals("80");
        return new RegistryHost(fallsBack ? "https" : scheme, host, path, fallsBack, tls, endpoint);
    }

    private static boolean isSet(@Nullable Tls tls) {
        return tls != null && !tls.equals(new Tls(null, null, null, false));
    }
}
