package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.explain.Attempt.Credentials;
import dev.registrymirror.registries.explain.Attempt.Credentials.Use;
import dev.registrymirror.registries.explain.Attempt.Kind;
import dev.registrymirror.registries.explain.Attempt.Protocol;
import dev.registrymirror.registries.explain.Attempt.TlsSettings;
import dev.registrymirror.registries.model.Auth;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of the way of all pulls from a registry, before it is known which image.
 *
 * @param kind its kind
 * @param url its URL as hosts.toml has it, or as containerd makes it
 * @param field where it stands in the file, or null
 * @param overridePath whether its path stands as it is
 * @param rewrites the rewrites
 * @param tls TLS settings
 * @param login the login, and where it stands
 */
record Hop(
        Kind kind,
        String url,
        @Nullable String field,
        boolean overridePath,
        SortedMap<String, String> rewrites,
        TlsSettings tls,
        Login login) {

    /** A login and the name under {@code configs} that has it; both null where there is none. */
    record Login(
            @Nullable String field,
            @Nullable Auth auth,
            @Nullable String needsRelease) {
        static final Login NONE = new Login(null, null, null);

        Credentials describe() {
            return auth == null ? Credentials.NONE : new Credentials(field, use(auth), needsRelease);
        }

        private static Use use(Auth auth) {
            if (auth.username() != null) {
                return Use.USERNAME_AND_PASSWORD;
            }
            if (auth.identityToken() != null) {
                return Use.IDENTITY_TOKEN;
            }
            return auth.auth() == null ? Use.NOTHING : Use.AUTH;
        }
    }

    static Kind kind(Endpoint endpoint) {
        return endpoint.position() == Endpoint.EMBEDDED ? Kind.EMBEDDED_REGISTRY : Kind.MIRROR;
    }

    Attempt forImage(ImageName image) {
        ApiRoot root = ApiRoot.of(url, overridePath);
        Protocol protocol = protocol(root);
        String scheme = protocol == Protocol.HTTP ? root.scheme() : "https";
        Rewriting rewriting = Rewriting.of(rewrites, image.repository());
        List<String> manifests = rewriting.outcomes().stream()
                .map(outcome -> root.manifest(scheme, outcome.repository(), image))
                .toList();
        return new Attempt(
                kind, url, field, overridePath, rewriting, manifests, protocol, tls, login.describe(), problem(root));
    }

    private Protocol protocol(ApiRoot root) {
        if (!root.scheme().equals("http")) {
            return Protocol.HTTPS;
        }
        return tls.isExplicit() && !root.port().equals("80") ? Protocol.HTTPS_THEN_HTTP : Protocol.HTTP;
    }

    private static @Nullable String problem(ApiRoot root) {
        if (root.host().isEmpty()) {
            return "it has no host";
        }
        return root.scheme().equals("http") || root.scheme().equals("https")
                ? null
                : "its scheme is neither http nor https";
    }
}
