package dev.registrymirror.mirrors.check;

import dev.registrymirror.mirrors.findings.MirrorFindings;
import dev.registrymirror.registries.compose.Composition.Composed;
import dev.registrymirror.registries.compose.Conflict;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * What is said of RegistryMirrors together, with one of the parties of each conflict heard, so that the rest can be looked at.
 *
 * @param composed what they come to
 * @param together whose each entry is
 * @param byName what is said of each
 */
record Hearing(Composed composed, MirrorFindings together, SortedMap<String, List<Finding>> byName) {
    /**
     * Hears them.
     *
     * @param favourite who is heard where it is a party; where it is not, the first one is
     */
    static Hearing of(List<Candidate> members, List<Conflict> conflicts, String favourite, CheckContext context) {
        List<Share> shares = members.stream()
                .map(member -> conflicts.stream()
                        .filter(conflict -> !isHeard(member.name(), conflict, favourite))
                        .reduce(Share.of(member), Share::without, (share, _) -> share))
                .toList();
        var composed = (Composed) Share.compose(shares, context.options().program());
        var together = new MirrorFindings(shares.stream().map(Share::mirror).toList());
        Set<String> explained = new HashSet<>();
        members.forEach(member -> explained.addAll(member.explained()));
        return new Hearing(composed, together, together.check(composed, context, explained));
    }

    private static boolean isHeard(String name, Conflict conflict, String favourite) {
        List<String> parties = conflict.contributions();
        String heard = parties.contains(favourite) ? favourite : parties.getFirst();
        return !parties.contains(name) || name.equals(heard);
    }

    List<Finding> findings(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** Whether the entry which a finding is about is the one of this RegistryMirror. */
    boolean isOf(String name, Finding finding) {
        return together.authors(finding.path()).contains(name);
    }
}
