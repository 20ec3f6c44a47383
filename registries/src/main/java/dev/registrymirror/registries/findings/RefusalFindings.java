package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.check.NameRules;
import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.check.Refusals;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the operator refuses, as findings of the same words, unless somebody told already what is behind it. */
final class RefusalFindings {
    private RefusalFindings() {}

    static void apply(Subject subject) {
        Set<String> usable = usable(subject);
        // Refusals do not explain each other, and so are looked through before one is added.
        List<Refusal> untold = Refusals.of(subject.registries()).stream()
                .filter(refusal ->
                        !usable.contains(refusal.path()) && !subject.report().isExplained(refusal.path()))
                .toList();
        for (Refusal refusal : untold) {
            if (refusal.code() == RefusalCode.TooMany) {
                // RKE2 itself takes any number.
                subject.report().add(FindingCode.TooMany, refusal.path(), refusal.message(), refusal.remedy());
            } else {
                subject.report().add(refusal);
            }
        }
    }

    /** Hosts with underscores: the operator takes none, since no image can have one; Go does, and so they work as endpoints. */
    private static Set<String> usable(Subject subject) {
        Set<String> usable = new HashSet<>();
        subject.targets()
                .all()
                .forEach(target -> usable.add(subject.fields().endpoint(target.registry(), target.index())));
        subject.registries().configs().keySet().stream()
                .filter(host -> host.indexOf('_') > 0
                        && NameRules.check("", host.replace('_', '-')).isEmpty())
                .forEach(host -> usable.add(subject.fields().config(host)));
        return usable;
    }
}
