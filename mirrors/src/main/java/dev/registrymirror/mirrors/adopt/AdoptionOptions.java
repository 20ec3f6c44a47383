package dev.registrymirror.mirrors.adopt;

import dev.registrymirror.registries.model.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a file does not say of the objects to be made of it.
 *
 * @param name name of the RegistryMirror, with which the names of the others begin
 * @param namespace the operator's
 * @param nodeLabels labels of the nodes to select; empty for all nodes
 * @param files content of a file on the node by its path, to become part of the objects; null to leave certificates on the nodes, and name
 *     them by their paths
 */
public record AdoptionOptions(
        String name,
        String namespace,
        Map<String, String> nodeLabels,
        @Nullable Function<String, Optional<Secret<byte[]>>> files) {
    /** Copies the labels, in their order. */
    public AdoptionOptions {
        nodeLabels = Collections.unmodifiableMap(new LinkedHashMap<>(nodeLabels));
    }
}
