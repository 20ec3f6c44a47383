package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.model.HostConfig;
import org.jspecify.annotations.Nullable;

/**
 * The entry under configs that applies to an address. There is no fall back to {@code "*"}.
 *
 * @param lookup the name that was looked up
 * @param name the key of that entry, or null: for {@code docker.io} it may be {@code registry-1.docker.io}
 * @param config what stands there, or {@link HostConfig#EMPTY}
 */
public record Access(String lookup, @Nullable String name, HostConfig config) {}
