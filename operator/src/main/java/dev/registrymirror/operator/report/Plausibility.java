package dev.registrymirror.operator.report;

import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.operator.desire.MirrorOutlook;
import dev.registrymirror.registries.findings.Finding;
import dev.registrymirror.registries.findings.FindingCode;
import dev.registrymirror.registries.findings.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What findings come to: whether a RegistryMirror seems to mean what was meant. None of them keeps it from being used, since a configuration
 * that does nothing may be one half of a change.
 */
public final class Plausibility {
    private Plausibility() {}

    /**
     * What is worth saying about a RegistryMirror, the most important first: what is so on any node that it selects, together with what other
     * RegistryMirrors give the node.
     */
    public static List<Finding> findings(MirrorOutlook outlook, Instant now) {
        String name = outlook.mirror().getMetadata().getName();
        Map<About, Finding> found = new LinkedHashMap<>();
        outlook.together().stream()
                .flatMap(together -> together.findings(name, now).stream())
                .forEach(finding -> found.putIfAbsent(new About(finding.code(), finding.path()), finding));
        return found.values().stream()
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }

    /** What is said once, though with other nodes' neighbours it may be said in other words. */
    private record About(FindingCode code, String path) {}

    /** What the condition says. */
    static Verdict of(List<Finding> findings) {
        String all = findings.stream().map(Plausibility::sentence).collect(Collectors.joining(" "));
        Finding worst = findings.stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .findFirst()
                .orElse(null);
        if (worst != null) return Verdict.no(worst.code().name(), all);
        return Verdict.yes(Reasons.NO_FINDINGS, all.isEmpty() ? "Nothing in it looks like a mistake." : all);
    }

    /** One finding, as a condition has it. */
    static String sentence(Finding finding) {
        return "%s (%s): %s."
                .formatted(finding.code(), finding.severity().name().toLowerCase(Locale.ROOT), finding);
    }
}
