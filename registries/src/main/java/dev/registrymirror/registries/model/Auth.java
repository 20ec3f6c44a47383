package dev.registrymirror.registries.model;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Credentials for one endpoint. An empty string means the same as none, to RKE2 and so here: it becomes null. Where several are
 * given, one counts: see {@link #used}.
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

    /** Which of them counts. */
    public enum Use {
        /** There is none. A password alone is none. */
        NOTHING,
        /** User name and password, which is empty if there is none. */
        USERNAME_AND_PASSWORD,
        /** The identity token. */
        IDENTITY_TOKEN,
        /** The field {@code auth}, base64 of user and password. */
        AUTH
    }

    /** Which of them containerd uses; it passes over the others. Source: containerd's {@code ParseAuth}. */
    public Use used() {
        if (username != null) {
            return Use.USERNAME_AND_PASSWORD;
        }
        if (identityToken != null) {
            return Use.IDENTITY_TOKEN;
        }
        return auth == null ? Use.NOTHING : Use.AUTH;
    }

    /**
     * Whether the field {@code auth} is base64 of {@code user:password}, as containerd wants it: with its padding, and without line
     * breaks. Else every pull fails that is asked for a login.
     *
     * @param auth what the field holds
     */
    public static boolean isEncoded(Secret<String> auth) {
        String text = auth.reveal();
        // Java's decoder takes base64 without its padding, containerd's does not.
        if (text.length() % 4 != 0) {
            return false;
        }
        try {
            for (byte b : Base64.getDecoder().decode(text)) {
                if (b == ':') {
                    return true;
                }
            }
            return false;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static @Nullable Secret<String> orNull(@Nullable Secret<String> secret) {
        return secret == null || secret.reveal().isEmpty() ? null : secret;
    }
}
