package dev.registrymirror.registries.model;

import org.jspecify.annotations.Nullable;

/**
 * Credentials for one endpoint. An empty string means the same as none, to RKE2 and so here: it becomes null. Where several are
 * given, containerd prefers user name and password to the identity token, and that to {@code auth}.
 *
 * @param username user name
 * @param password password that goes with it
 * @param auth base64 of {@code user:password}
 * @param identityToken token that is exchanged for an access token
 */
public record Auth(
        @Nullable String username,
        @Nullable Secret<String> password,
        @Nullable Secret<String> auth,
        @Nullable Secret<String> identityToken) {

    /** Turns empty strings into null. */
    public Auth {
        username = username == null || username.isEmpty() ? null : username;
        password = orNull(password);
        auth = orNull(auth);
        identityToken = orNull(identityToken);
    }

    private static @Nullable Secret<String> orNull(@Nullable Secret<String> secret) {
        return secret == null || secret.reveal().isEmpty() ? null : secret;
    }
}
