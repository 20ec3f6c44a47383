package dev.registrymirror.mirrors.check;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorSpec;
import dev.registrymirror.registries.compose.Composer;
import dev.registrymirror.registries.compose.Composition;
import dev.registrymirror.registries.compose.Conflict;
import dev.registrymirror.registries.compose.Contribution;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.compose.HostAccess;
import dev.registrymirror.registries.model.Mirror;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What a RegistryMirror has to say, or what is left of that. */
record Share(RegistryMirror mirror, Contribution contribution) {
    static Share of(Candidate candidate) {
        return new Share(candidate.mirror(), candidate.examined().contribution());
    }

    static Composition compose(Collection<Share> shares, Distribution distribution) {
        return Composer.compose(shares.stream().map(Share::contribution).toList(), distribution);
    }

    /** Without the entry that a conflict is about. */
    Share without(Conflict conflict) {
        RegistryMirrorSpec spec = mirror.getSpec();
        String subject = conflict.subject();
        return switch (conflict.kind()) {
            case MIRROR ->
                new Share(
                        with(new RegistryMirrorSpec(
                                spec.nodeSelector(),
                                spec.priority(),
                                without(spec.mirrors(), entry -> entry.registry(), subject),
                                spec.configs())),
                        with(without(contribution.mirrors(), subject), contribution.configs()));
            case CONFIG ->
                new Share(
                        with(new RegistryMirrorSpec(
                                spec.nodeSelector(),
                                spec.priority(),
                                spec.mirrors(),
                                without(spec.configs(), entry -> entry.host(), subject))),
                        with(contribution.mirrors(), without(contribution.configs(), subject)));
        };
    }

    private RegistryMirror with(RegistryMirrorSpec spec) {
        RegistryMirror rest = new RegistryMirror();
        rest.setMetadata(mirror.getMetadata());
        rest.setSpec(spec);
        return rest;
    }

    private Contribution with(SortedMap<String, Mirror> mirrors, SortedMap<String, HostAccess> configs) {
        return new Contribution(contribution.name(), contribution.priority(), mirrors, configs);
    }

    private static <E> List<E> without(List<E> entries, Function<E, String> nameOf, String name) {
        return entries.stream()
                .filter(entry -> !nameOf.apply(entry).equals(name))
                .toList();
    }

    private static <V> SortedMap<String, V> without(SortedMap<String, V> entries, String name) {
        SortedMap<String, V> rest = new TreeMap<>(entries);
        rest.remove(name);
        return rest;
    }
}
