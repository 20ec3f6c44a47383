package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.model.IpAddress;
import org.jspecify.annotations.Nullable;

/** What becomes of an endpoint, or of the name of a mirror or a config, taken as an address. */
public sealed interface HostAddress {
    /** Docker Hub's name in images. */
    String DOCKER_HUB = "docker.io";

    /** Docker Hub's registry. */
    String DOCKER_HUB_HOST = "registry-1.docker.io";

    /** The path of the registry API, for which no {@code override_path} is written. */
    String API_PATH = "/v2";

    /**
     * It becomes a URL. A host that is not UTF-8, which only percent escapes can make, has a character of U+DC80 to U+DCFF for each
     * such byte, so that it equals no name of a file.
     *
     * @param url the URL's text, as it is written to a hosts.toml
     * @param host {@code host[:port]} of the URL
     * @param lookup the name under which a config for it is looked up
     * @param overridePath whether the path stays as it was written, instead of being {@code /v2}
     */
    record Usable(String url, String host, String lookup, boolean overridePath) implements HostAddress {}

    /**
     * It is no URL to Go's net/url: an endpoint is skipped, and so is a whole mirror or config of such a name.
     *
     * @param reason why, a part of a sentence that quotes nothing of the address
     * @param formerly what the releases make of it that were built with Go before 1.26, where that is something
     */
    record Unusable(String reason, @Nullable Usable formerly) implements HostAddress {}

    /**
     * Normalises an address.
     *
     * @param text what the file has
     * @param embeddedRegistry {@code host:port} of the embedded registry, which has TLS though it is local, or null
     */
    static HostAddress of(String text, @Nullable String embeddedRegistry) {
        String bytes = GoUrl.encode(text.contains("://") ? text : "//" + text);
        try {
            return normalise(GoUrlParser.CURRENT.parse(bytes), embeddedRegistry);
        } catch (MalformedUrl e) {
            return new Unusable(e.reason(), formerly(bytes, embeddedRegistry));
        }
    }

    /** Whether a host, with or without a port, is the node itself by its spelling. */
    static boolean isLocal(String host) {
        String name = HostPort.host(host);
        return name.equals("localhost") || IpAddress.isLoopback(name);
    }

    private static @Nullable Usable formerly(String bytes, @Nullable String embeddedRegistry) {
        try {
            return normalise(GoUrlParser.FORMER.parse(bytes), embeddedRegistry);
        } catch (MalformedUrl e) {
            return null;
        }
    }

    private static Usable normalise(GoUrl parsed, @Nullable String embeddedRegistry) {
        GoUrl url = parsed;
        if (url.scheme().isEmpty()) {
            String port = HostPort.port(url.host());
            boolean plain = isLocal(url.host())
                    && !port.isEmpty()
                    && !port.equals("443")
                    && !url.host().equals(embeddedRegistry);
            url = url.withScheme(plain ? "http" : "https");
        }
        String lookup = url.host();
        if (lookup.equals(DOCKER_HUB)) {
            url = url.withHost(DOCKER_HUB_HOST);
        } else if (lookup.equals(DOCKER_HUB_HOST)) {
            lookup = DOCKER_HUB;
        }
        String path = url.path().value();
        boolean overridePath = !path.isEmpty() && !path.equals("/") && !path.equals(API_PATH);
        if (!overridePath) {
            url = url.withPath(API_PATH);
        }
        return new Usable(GoUrl.decode(url.text()), GoUrl.decode(url.host()), GoUrl.decode(lookup), overridePath);
    }
}
