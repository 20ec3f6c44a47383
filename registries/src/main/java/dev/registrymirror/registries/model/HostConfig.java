package dev.registrymirror.registries.model;

import org.jspecify.annotations.Nullable;

/**
 * How to reach one endpoint. Whether {@code auth} or {@code tls} is there at all matters, even when it is empty: RKE2 writes a
 * hosts.toml for a host that has one of them.
 *
 * @param auth credentials, or null where the file has none
 * @param tls TLS settings, or null where the file has none
 */
public record HostConfig(@Nullable Auth auth, @Nullable Tls tls) {
    /** An entry that says nothing, which is not the same as no entry at all. */
    public static final HostConfig EMPTY = new HostConfig(null, null);
}
