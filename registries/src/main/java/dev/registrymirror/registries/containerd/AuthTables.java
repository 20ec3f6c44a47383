package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The logins in containerd's config.toml, as its default template of schema 3 has them. They are read when containerd starts, only
 * then.
 */
public final class AuthTables {
    private AuthTables() {}

    /**
     * What config.toml has after its line {@code config_path}: for each login an empty line and a table. Empty without any login.
     * Names are not escaped. Holds passwords.
     */
    public static Secret<String> text(Registries registries, NodeOptions options) {
        StringBuilder text = new StringBuilder();
        EmbeddedRegistry.addTo(registries, options).configs().forEach((name, config) -> {
            if (config.auth() != null) {
                append(text, name, config.auth());
            }
        });
        return Secret.of(text.toString());
    }

    private static void append(StringBuilder text, String name, Auth auth) {
        text.append("\n[plugins.'io.containerd.cri.v1.images'.registry.configs.'")
                .append(name)
                .append("'.auth]\n");
        append(text, "username", auth.username());
        append(text, "password", reveal(auth.password()));
        append(text, "auth", reveal(auth.auth()));
        append(text, "identitytoken", reveal(auth.identityToken()));
    }

    private static void append(StringBuilder text, String key, @Nullable String value) {
        if (value != null) {
            text.append("  ")
                    .append(key)
                    .append(" = ")
                    .append(GoQuote.quote(value))
                    .append('\n');
        }
    }

    private static @Nullable String reveal(@Nullable Secret<String> secret) {
        return secret == null ? null : secret.reveal();
    }
}
