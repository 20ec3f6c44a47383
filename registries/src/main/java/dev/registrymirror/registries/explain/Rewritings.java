package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.HostsReading.Rewrite;
import dev.registrymirror.registries.regexp.GoPatterns;
import java.util.IdentityHashMap;
import java.util.List;

/** What rewrites make of one repository. The endpoints of a mirror have its rewrites in common: they are applied once. */
final class Rewritings {
    private final String repository;
    private final GoPatterns patterns = new GoPatterns();
    private final IdentityHashMap<List<Rewrite>, Rewriting> known = new IdentityHashMap<>();

    Rewritings(String repository) {
        this.repository = repository;
    }

    Rewriting of(List<Rewrite> rewrites) {
        return known.computeIfAbsent(rewrites, _ -> Rewriting.of(rewrites, repository, patterns));
    }
}
