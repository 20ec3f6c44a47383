package dev.registrymirror.registries.findings;

import java.util.List;
import java.util.Optional;

/** Two patterns that match one name: RKE2 keeps them in a map without order, and containerd takes the one that it meets first. */
final class RewriteOverlap {
    /** Of more rewrites in one mirror only so many are compared, each with each: the time would grow with the square. */
    private static final int MOST = 200;

    private RewriteOverlap() {}

    static void apply(List<Rewrite> rewrites, Effort effort, Report report) {
        int compared = Math.min(rewrites.size(), MOST);
        for (int i = 0; i < compared; i++) {
            for (int j = i + 1; j < compared; j++) {
                Rewrite one = rewrites.get(i);
                Rewrite other = rewrites.get(j);
                witness(one, other, effort).ifPresent(name -> tell(one, other, name, report));
            }
        }
    }

    /** A name that both match, and that they make different names of. */
    private static Optional<String> witness(Rewrite one, Rewrite other, Effort effort) {
        return matched(other, one, effort).or(() -> matched(one, other, effort));
    }

    /** Of the names that one is known to match, the first that the other matches, too, and makes something else of. */
    private static Optional<String> matched(Rewrite other, Rewrite one, Effort effort) {
        return effort.isEnough(other.pattern(), one.samples())
                ? one.samples().stream()
                        .filter(name -> other.pattern().matches(name)
                                && !one.result(name).equals(other.result(name)))
                        .findFirst()
                : Optional.empty();
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
