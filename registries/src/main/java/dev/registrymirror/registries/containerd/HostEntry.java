package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.model.Utf8Order;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one hosts.toml says.
 *
 * @param server the registry itself, tried after all endpoints; null leaves it to containerd's own idea, or to nobody where {@code
 *     disable-default-registry-endpoint} took it away
 * @param endpoints what is tried before, in order
 */
public record HostEntry(@Nullable Server server, List<Endpoint> endpoints) {
    /** Copies the list. */
    public HostEntry {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * The registry itself.
     *
     * @param url its URL; empty for the mirror {@code "*"}, which has none of its own; null where only TLS settings are written, for
     *     the config {@code "*"}
     * @param overridePath whether its path stands as written; nothing of this is in the file
     * @param access the config that applies
     * @param listed the endpoint that became the default by being the same URL and last in the list, and so lost its rewrites, or null
     */
    public record Server(
            @Nullable String url,
            boolean overridePath,
            Access access,
            @Nullable Endpoint listed) {}

    /**
     * One endpoint.
     *
     * @param url its URL, as it is written
     * @param host {@code host[:port]} of the URL
     * @param overridePath whether its path is the whole path, without {@code /v2}
     * @param access the config that applies
     * @param rewrites the mirror's rewrites, none for the embedded registry
     * @param position its place in the mirror's list, from 0; {@link #EMBEDDED} for what the embedded registry added
     */
    public record Endpoint(
            String url,
            String host,
            boolean overridePath,
            Access access,
            SortedMap<String, String> rewrites,
            int position) {
        /** The position of an endpoint that stands in no list. */
        public static final int EMBEDDED = -1;

        /** Sorts the rewrites by the UTF-8 bytes of their patterns. */
        public Endpoint {
            rewrites = Utf8Order.copyOf(rewrites);
        }
    }
}
