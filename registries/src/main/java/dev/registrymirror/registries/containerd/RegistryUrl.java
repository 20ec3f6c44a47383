package dev.registrymirror.registries.containerd;

import java.util.Optional;

/**
 * A URL of a hosts.toml as containerd takes it apart.
 *
 * @param scheme in lower case
 * @param host {@code host[:port]}, perhaps empty
 * @param path cleaned, still without {@code /v2} added, perhaps empty
 */
record RegistryUrl(String scheme, String host, String path) {
    /** Nothing where it is no URL to containerd, which then ignores the whole file. */
    static Optional<RegistryUrl> parse(String url, GoUrlParser parser) {
        String text = url.isEmpty() || url.startsWith("http") ? url : "https://" + url;
        try {
            GoUrl parsed = parser.parse(GoUrl.encode(text));
            return Optional.of(new RegistryUrl(
                    parsed.scheme(),
                    GoUrl.decode(parsed.host()),
                    clean(GoUrl.decode(parsed.path().value()))));
        } catch (MalformedUrl _) {
            return Optional.empty();
        }
    }

    /** The path under which the registry's API is looked for. */
    String apiPath(boolean override) {
        if (override) {
            return path;
        }
        return path.endsWith(HostAddress.API_PATH) ? path : path + HostAddress.API_PATH;
    }

    /** Go's path.Clean, which leaves an empty path alone here. */
    private static String clean(String path) {
        return path.isEmpty() ? "" : PathCleaning.clean(path);
    }
}
