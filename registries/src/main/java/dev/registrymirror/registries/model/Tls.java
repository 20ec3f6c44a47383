package dev.registrymirror.registries.model;

import org.jspecify.annotations.Nullable;

/**
 * TLS settings for one endpoint. An empty path means the same as none, to RKE2 and so here: it becomes null.
 *
 * @param caFile path on the node of PEM certificates that are trusted besides the node's own
 * @param certFile path on the node of the client certificate; goes with {@code keyFile}
 * @param keyFile path on the node of the client's private key; goes with {@code certFile}
 * @param insecureSkipVerify whether any certificate of the server is accepted
 */
public record Tls(
        @Nullable String caFile,
        @Nullable String certFile,
        @Nullable String keyFile,
        boolean insecureSkipVerify) {

    /** Turns empty paths into null. */
    public Tls {
        caFile = orNull(caFile);
        certFile = orNull(certFile);
        keyFile = orNull(keyFile);
    }

    private static @Nullable String orNull(@Nullable String path) {
        return path == null || path.isEmpty() ? null : path;
    }
}
