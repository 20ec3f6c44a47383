package dev.registrymirror.mirrors.check;

import dev.registrymirror.registries.compose.Composition.Composed;
import dev.registrymirror.registries.compose.Composition.Conflicting;
import dev.registrymirror.registries.compose.Conflict;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.Finding;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** RegistryMirrors that a node certainly gets together, and what is worth saying of that. */
final class Company {
    private final Selection selection;
    private final List<Candidate> members;
    private final CheckContext context;
    private final List<Conflict> conflicts;
    private final Set<String> names = new HashSet<>();
    private final Map<String, Hearing> hearings = new HashMap<>();

    private Company(Selection selection, List<Candidate> members, CheckContext context) {
        this.selection = selection;
        this.members = members;
        this.context = context;
        members.forEach(member -> names.add(member.name()));
        List<Share> shares = members.stream().map(Share::of).toList();
        this.conflicts = Share.compose(shares, context.options().program()) instanceof Conflicting(var found)
                ? found
                : List.of();
    }

    /** For each way of selecting nodes those that certainly come along on each of the nodes. */
    static List<Company> of(List<Candidate> candidates, CheckContext context) {
        Set<Selection> selections = new LinkedHashSet<>();
        candidates.forEach(candidate -> selections.add(candidate.selection()));
        return selections.stream()
                .map(selection -> new Company(
                        selection,
                        candidates.stream()
                                .filter(candidate -> selection.isWithin(candidate.selection()))
                                .toList(),
                        context))
                .toList();
    }

    List<Candidate> members() {
        return members;
    }

    boolean has(Candidate candidate) {
        return names.contains(candidate.name());
    }

    /** In what they contradict each other. */
    List<Conflict> conflicts() {
        return conflicts;
    }

    /** What they come to. */
    Composed composed() {
        return hearing("").composed();
    }

    /** Whether it is that of the nodes which a RegistryMirror selects. */
    boolean isOf(Candidate candidate) {
        return selection.equals(candidate.selection());
    }

    /** What is said of one of them, the most important first. */
    List<Finding> findings(String name) {
        return hearing(name).findings(name);
    }

    /** Whether the field of one of them counts here, and yet this is not said of it. */
    boolean clears(String name, Finding finding) {
        return hearing(name).isOf(name, finding) && !tells(name, finding);
    }

    /** Whether this is said of one of them, in whatever words. */
    boolean tells(String name, Finding finding) {
        return findings(name).stream()
                .anyMatch(known ->
                        known.code().equals(finding.code()) && known.path().equals(finding.path()));
    }

    /** Where some contradict each other, each of them is heard as if it were right. */
    private Hearing hearing(String name) {
        boolean party =
                conflicts.stream().anyMatch(conflict -> conflict.contributions().contains(name));
        return hearings.computeIfAbsent(
                party ? name : "", favourite -> Hearing.of(members, conflicts, favourite, context));
    }
}
