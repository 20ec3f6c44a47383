package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.HostAddress;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.containerd.Release;
import dev.registrymirror.registries.explain.Attempt.Credentials;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Registries;
import org.jspecify.annotations.Nullable;

/**
 * The login that a host gets when it asks for one; all null where there is none.
 *
 * @param field where it stands in the file
 * @param auth what it is
 * @param needsRelease the releases before which it is not used; null where the node's is known
 */
record Login(
        @Nullable String field,
        @Nullable Auth auth,
        @Nullable String needsRelease) {
    private static final Login NONE = new Login(null, null, null);

    /** The login for {@code host[:port]} of an endpoint's URL. */
    static Login of(String host, Registries registries, NodeOptions options) {
        if (host.equals(options.embeddedRegistry())) {
            // Its settings replace what the file has, and have no login.
            return NONE;
        }
        Login own = under(host, registries, null);
        if (own.auth != null || !host.equals(HostAddress.DOCKER_HUB_HOST)) {
            return own;
        }
        Release release = options.release();
        if (release == null) {
            return under(HostAddress.DOCKER_HUB, registries, Release.HUB_LOGIN_FROM);
        }
        return release.readsHubLoginUnderItsName() ? under(HostAddress.DOCKER_HUB, registries, null) : NONE;
    }

    private static Login under(String key, Registries registries, @Nullable String needsRelease) {
        HostConfig config = registries.configs().get(key);
        if (config == null || config.auth() == null) {
            return NONE;
        }
        String field = FieldPath.config(key).field("auth").toString();
        return new Login(field, config.auth(), needsRelease);
    }

    Credentials describe() {
        if (auth == null) {
            return Credentials.NONE;
        }
        boolean broken = auth.used() == Auth.Use.AUTH && auth.auth() != null && !Auth.isEncoded(auth.auth());
        return new Credentials(
                field,
                auth.used(),
                needsRelease,
                broken ? "it is not base64 of user:password, and every pull fails" : null);
    }
}
