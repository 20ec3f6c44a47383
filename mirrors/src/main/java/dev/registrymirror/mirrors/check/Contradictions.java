package dev.registrymirror.mirrors.check;

import dev.registrymirror.mirrors.combine.Combination;
import dev.registrymirror.mirrors.manifest.ManifestCode;
import dev.registrymirror.mirrors.resolve.Examination;
import dev.registrymirror.registries.compose.Composer;
import dev.registrymirror.registries.compose.Composition.Conflicting;
import dev.registrymirror.registries.compose.Conflict;
import dev.registrymirror.registries.compose.Contribution;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.findings.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** RegistryMirrors that say different things about the same registry or host, with the same priority. */
final class Contradictions {
    private static final String CODE = ManifestCode.Conflict.name();

    /** What a conflict is about, for each of its parties: told once, of however many nodes it is so. */
    private record About(String party, Conflict.Kind kind, String subject) {}

    private final Map<String, Candidate> byName = new LinkedHashMap<>();
    private final Map<About, ObjectFinding> found = new LinkedHashMap<>();

    private Contradictions(List<Candidate> candidates) {
        candidates.forEach(candidate -> byName.put(candidate.name(), candidate));
    }

    /** Those of RegistryMirrors that nodes certainly get together, and then those of others that a node may get together. */
    static List<ObjectFinding> of(List<Candidate> candidates, List<Company> companies, Distribution distribution) {
        var contradictions = new Contradictions(candidates);
        companies.forEach(company -> company.conflicts().forEach(contradictions::certain));
        for (int i = 0; i < candidates.size(); i++) {
            for (int j = i + 1; j < candidates.size(); j++) {
                contradictions.possible(candidates.get(i), candidates.get(j), distribution);
            }
        }
        return List.copyOf(contradictions.found.values());
    }

    private void certain(Conflict conflict) {
        tell(conflict, Severity.ERROR, Combination.said(conflict));
    }

    private void possible(Candidate one, Candidate other, Distribution distribution) {
        Contribution mine = one.examined().contribution();
        Contribution theirs = other.examined().contribution();
        if (mine.priority() != theirs.priority() || !isNew(mine, theirs)) return;
        if (one.selection().isApartFrom(other.selection())) return;
        if (Composer.compose(List.of(mine, theirs), distribution) instanceof Conflicting(var conflicts)) {
            conflicts.forEach(
                    conflict -> tell(
                            conflict,
                            Severity.NOTE,
                            Combination.said(conflict)
                                    + ": a node that both select keeps what it has, and whether there is one cannot be told here"));
        }
    }

    /** Whether two differ in something that was not told of both of them yet. */
    private boolean isNew(Contribution one, Contribution other) {
        return differing(one.mirrors(), other.mirrors())
                        .anyMatch(name -> !isTold(Conflict.Kind.MIRROR, name, one, other))
                || differing(one.configs(), other.configs())
                        .anyMatch(name -> !isTold(Conflict.Kind.CONFIG, name, one, other));
    }

    private static <V> Stream<String> differing(Map<String, V> one, Map<String, V> other) {
        return one.entrySet().stream()
                .filter(entry ->
                        other.containsKey(entry.getKey()) && !entry.getValue().equals(other.get(entry.getKey())))
                .map(Map.Entry::getKey);
    }

    private boolean isTold(Conflict.Kind kind, String subject, Contribution one, Contribution other) {
        return found.containsKey(new About(one.name(), kind, subject))
                && found.containsKey(new About(other.name(), kind, subject));
    }

    private void tell(Conflict conflict, Severity severity, String message) {
        if (!isKnown(conflict)) return;
        for (String party : conflict.contributions()) {
            Candidate candidate = byName.get(party);
            if (candidate == null) continue;
            String field = candidate.manifest().written("spec." + conflict.field());
            found.putIfAbsent(
                    new About(party, conflict.kind(), conflict.subject()),
                    candidate.finding(severity, CODE, field, message, conflict.remedy()));
        }
    }

    /** Whether all of them are known in the field in which they differ: of a Secret that is not there nothing can be told. */
    private boolean isKnown(Conflict conflict) {
        return conflict.kind() == Conflict.Kind.MIRROR
                || conflict.contributions().stream()
                        .map(byName::get)
                        .map(candidate ->
                                candidate == null ? null : candidate.examined().contribution())
                        .map(contribution -> contribution == null
                                ? null
                                : contribution.configs().get(conflict.subject()))
                        .noneMatch(access -> access != null && Examination.isUnknown(access, conflict.field()));
    }
}
