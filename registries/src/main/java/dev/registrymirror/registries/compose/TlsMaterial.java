package dev.registrymirror.registries.compose;

import org.jspecify.annotations.Nullable;

/**
 * TLS settings for one endpoint before it is known where on the node their files will lie.
 *
 * @param ca certificates that are trusted besides the node's own
 * @param certificate the client's certificate; goes with {@code key}
 * @param key the client's private key; goes with {@code certificate}
 * @param insecureSkipVerify whether any certificate of the server is accepted
 */
public record TlsMaterial(
        @Nullable Material ca,
        @Nullable Material certificate,
        @Nullable Material key,
        boolean insecureSkipVerify) {}
