package dev.registrymirror.mirrors.combine;

import dev.registrymirror.mirrors.resolve.SpecPaths;
import dev.registrymirror.registries.compose.Composition.Composed;
import dev.registrymirror.registries.compose.Contribution;
import dev.registrymirror.registries.compose.HostAccess;
import dev.registrymirror.registries.compose.Material;
import dev.registrymirror.registries.compose.NodeFile;
import dev.registrymirror.registries.compose.TlsMaterial;
import dev.registrymirror.registries.model.Mirror;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one field of a RegistryMirror adds to what a node gets.
 *
 * @param mirror name of the RegistryMirror
 * @param field path in it
 */
record Part(String mirror, String field, long bytes) {

    /** The largest part of a composition: where something can be saved. */
    static Optional<Part> largest(Collection<Contribution> contributions, Composed composed) {
        Set<String> files = composed.files().stream().map(NodeFile::name).collect(Collectors.toSet());
        List<Part> parts = new ArrayList<>();
        for (Contribution contribution : contributions) {
            contribution.mirrors().forEach((registry, mirror) -> {
                if (mirror.equals(composed.registries().mirrors().get(registry))) {
                    parts.add(new Part(contribution.name(), SpecPaths.mirror(registry), text(mirror)));
                }
            });
            contribution
                    .configs()
                    .forEach((host, access) -> parts.addAll(files(contribution.name(), host, access, files)));
        }
        return parts.stream().max(Comparator.comparingLong(Part::bytes));
    }

    /** What goes into registries.yaml, but for its punctuation. */
    private static long text(Mirror mirror) {
        Stream<String> rewrites =
                mirror.rewrites().entrySet().stream().map(rewrite -> rewrite.getKey() + rewrite.getValue());
        return Stream.concat(mirror.endpoints().stream(), rewrites)
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static List<Part> files(String mirror, String host, HostAccess access, Set<String> files) {
        TlsMaterial tls = access.tls();
        if (tls == null) return List.of();
        String path = SpecPaths.config(host) + ".tls.";
        return List.of(
                new Part(mirror, path + "caRef", bytes(tls.ca(), files)),
                new Part(mirror, path + "clientCertRef", bytes(tls.certificate(), files) + bytes(tls.key(), files)));
    }

    /** Nothing for what another RegistryMirror's entry stands in the place of. */
    private static long bytes(@Nullable Material material, Set<String> files) {
        return material instanceof Material.Content(var bytes)
                        && files.contains(NodeFile.of(bytes).name())
                ? bytes.reveal().length
                : 0;
    }
}
