package dev.registrymirror.registries.file;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Secret;
import org.jspecify.annotations.Nullable;

/** Credentials while they are decoded. */
final class AuthFields {
    @Nullable
    String username;

    @Nullable
    String password;

    @Nullable
    String auth;

    @Nullable
    String identityToken;

    Auth toAuth() {
        return new Auth(username, secret(password), secret(auth), secret(identityToken));
    }

    private static @Nullable Secret<String> secret(@Nullable String value) {
        return value == null ? null : Secret.of(value);
    }
}
