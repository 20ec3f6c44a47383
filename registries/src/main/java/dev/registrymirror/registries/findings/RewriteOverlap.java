package dev.registrymirror.registries.findings;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Two patterns that match one name: RKE2 keeps them in a map without order, and containerd takes the one that it meets first. */
final class RewriteOverlap {
    /** Of more rewrites in one mirror only so many are compared, each with each: the time would grow with the square. */
    private static final int MOST = 200;

    private RewriteOverlap() {}

    static void apply(List<Rewrite> rewrites, Report report) {
        int compared = Math.min(rewrites.size(), MOST);
        for (int i = 0; i < compared; i++) {
            for (int j = i + 1; j < compared; j++) {
                Rewrite one = rewrites.get(i);
                Rewrite other = rewrites.get(j);
                witness(one, other).ifPresent(name -> tell(one, other, name, report));
            }
        }
    }

    /** A name that both match, and that they make different names of. */
    private static Optional<String> witness(Rewrite one, Rewrite other) {
        Set<String> names = new LinkedHashSet<>(one.samples());
        names.addAll(other.samples());
        return names.stream()
                .filter(name -> one.pattern().matches(name)
                        && other.pattern().matches(name)
                        && !one.result(name).equals(other.result(name)))
                .findFirst();
    }

    private static void tell(Rewrite one, Rewrite other, String name, Report report) {
        report.add(
                FindingCode.RewritesOverlap,
                one.path(),
                "%s matches this pattern and %s, and which one applies is random: it is pulled as %s or as %s"
                        .formatted(
                                name,
                                Words.quote(other.text()),
                                Words.quote(one.result(name)),
                                Words.quote(other.result(name))),
                "write patterns of which no two match the same name; there is no order, and RE2 has no look-ahead");
    }
}
