package dev.registrymirror.registries.compose;

import dev.registrymirror.registries.compose.Composition.Composed;
import dev.registrymirror.registries.compose.Composition.Conflicting;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Tls;
import dev.registrymirror.registries.model.Utf8Order;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Composes what several authors ask for into one configuration. Entries of different registries and hosts are united; for the same
 * one the highest priority wins; equal priority and equal content is fine, equal priority and different content is a conflict. The
 * result does not depend on the order of the contributions, and the work is linear in their entries.
 */
public final class Composer {
    private Composer() {}

    /**
     * Composes contributions for a node.
     *
     * @param contributions in any order; their names differ
     * @param distribution decides where the files lie
     */
    public static Composition compose(Collection<Contribution> contributions, Distribution distribution) {
        List<Conflict> conflicts = new ArrayList<>();
        Claims<Mirror> mirrorClaims = new Claims<>(Conflict.Kind.MIRROR, Differences::of);
        Claims<HostAccess> configClaims = new Claims<>(Conflict.Kind.CONFIG, Differences::of);
        for (Contribution contribution : contributions) {
            contribution.mirrors().forEach((registry, mirror) -> mirrorClaims.add(registry, contribution, mirror));
            contribution.configs().forEach((host, access) -> configClaims.add(host, contribution, access));
        }
        SortedMap<String, Mirror> mirrors = mirrorClaims.settle(conflicts);
        SortedMap<String, HostAccess> accesses = configClaims.settle(conflicts);
        if (!conflicts.isEmpty()) {
            return new Conflicting(conflicts);
        }
        SortedMap<String, NodeFile> files = new TreeMap<>();
        SortedMap<String, HostConfig> configs = new TreeMap<>(Utf8Order.COMPARATOR);
        accesses.forEach((host, access) ->
                configs.put(host, new HostConfig(access.auth(), place(access.tls(), distribution, files))));
        return new Composed(new Registries(mirrors, configs), List.copyOf(files.values()));
    }

    private static @Nullable Tls place(
            @Nullable TlsMaterial tls, Distribution distribution, SortedMap<String, NodeFile> files) {
        if (tls == null) {
            return null;
        }
        return new Tls(
                place(tls.ca(), distribution, files),
                place(tls.certificate(), distribution, files),
                place(tls.key(), distribution, files),
                tls.insecureSkipVerify());
    }

    private static @Nullable String place(
            @Nullable Material material, Distribution distribution, SortedMap<String, NodeFile> files) {
        return switch (material) {
            case null -> null;
            case Material.OnNode(String path) -> path;
            case Material.Content content -> {
                NodeFile file = NodeFile.of(content.bytes());
                files.put(file.name(), file);
                yield file.path(distribution);
            }
        };
    }
}
