package dev.registrymirror.registries.compose;

import dev.registrymirror.registries.model.Auth;
import org.jspecify.annotations.Nullable;

/**
 * How one contribution wants an endpoint to be reached.
 *
 * @param auth credentials, or null for none
 * @param tls TLS settings, or null for none
 */
public record HostAccess(@Nullable Auth auth, @Nullable TlsMaterial tls) {}
