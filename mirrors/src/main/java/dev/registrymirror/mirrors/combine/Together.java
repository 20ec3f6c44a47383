package dev.registrymirror.mirrors.combine;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.findings.MirrorFindings;
import dev.registrymirror.registries.compose.Composition.Composed;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.findings.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * RegistryMirrors that some nodes get together, and what is worth saying about that. The rules look at certificates, so what they say is kept
 * for as long as it holds: a day.
 */
public final class Together {
    private final List<RegistryMirror> mirrors;
    private final Composed composed;
    private final Distribution distribution;
    private Instant day = Instant.MIN;
    private SortedMap<String, List<Finding>> findings = new TreeMap<>();

    Together(List<RegistryMirror> mirrors, Composed composed, Distribution distribution) {
        this.mirrors = List.copyOf(mirrors);
        this.composed = composed;
        this.distribution = distribution;
    }

    /** What is said of one of them, the most important first. */
    public synchronized List<Finding> findings(String mirror, Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        if (!today.equals(day)) {
            findings = MirrorFindings.of(mirrors, composed, distribution, now);
            day = today;
        }
        return findings.getOrDefault(mirror, List.of());
    }
}
