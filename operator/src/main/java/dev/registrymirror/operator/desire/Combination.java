package dev.registrymirror.operator.desire;

import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.mirrors.resolve.Resolution.Resolved;
import dev.registrymirror.mirrors.resolve.Resolution.Unresolved;
import dev.registrymirror.registries.compose.Composer;
import dev.registrymirror.registries.compose.Composition.Composed;
import dev.registrymirror.registries.compose.Composition.Conflicting;
import dev.registrymirror.registries.compose.Conflict;
import dev.registrymirror.registries.compose.Contribution;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.revision.Revision;
import dev.registrymirror.registries.revision.RevisionResult;
import dev.registrymirror.registries.revision.Revisions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What several RegistryMirrors give together. */
sealed interface Combination {
    /** One revision. */
    record Whole(Revision revision) implements Combination {}

    /** No revision. */
    record Held(MirrorOutlook.Hold hold) implements Combination {}

    /** Composes them. Where that cannot be done it is said of these RegistryMirrors, and others are not concerned. */
    static Combination of(Collection<Author> authors, Distribution distribution, Revisions revisions) {
        try {
            return compose(authors, distribution, revisions);
        } catch (RuntimeException e) {
            return new Held(defect(e, names(authors)));
        }
    }

    private static Combination compose(Collection<Author> authors, Distribution distribution, Revisions revisions) {
        List<Contribution> contributions = new ArrayList<>();
        for (Author author : authors) {
            switch (author.resolution()) {
                case Resolved(var contribution) -> contributions.add(contribution);
                case Unresolved unresolved -> {
                    return new Held(unusable(author.name(), unresolved));
                }
            }
        }
        return switch (Composer.compose(contributions, distribution)) {
            case Conflicting(var conflicts) -> new Held(conflict(conflicts));
            case Composed composed ->
                switch (revisions.of(composed)) {
                    case RevisionResult.Made(var revision) -> new Whole(revision);
                    case RevisionResult.TooLarge tooLarge ->
                        new Held(tooLarge(tooLarge, Part.largest(contributions, composed), names(authors)));
                };
        };
    }

    private static MirrorOutlook.Hold unusable(String name, Unresolved unresolved) {
        return new MirrorOutlook.Hold(
                reason(unresolved),
                "RegistryMirror " + name + " cannot be used: " + unresolved.first(),
                new TreeSet<>(List.of(name)));
    }

    private static String reason(Unresolved unresolved) {
        if (unresolved.isWaiting()) return Reasons.NOT_FOUND;
        return unresolved.invalid().isEmpty() ? Reasons.REFERENCES_NOT_RESOLVED : Reasons.NOT_ACCEPTED;
    }

    private static MirrorOutlook.Hold conflict(List<Conflict> conflicts) {
        SortedSet<String> culprits = new TreeSet<>();
        conflicts.forEach(conflict -> culprits.addAll(conflict.contributions()));
        Conflict first = conflicts.getFirst();
        String message = "RegistryMirrors %s configure %s with the same priority %d, and differ in spec.%s"
                .formatted(String.join(", ", first.contributions()), first.subject(), first.priority(), first.field());
        String more = conflicts.size() == 1 ? "" : " (and " + (conflicts.size() - 1) + " more)";
        return new MirrorOutlook.Hold(Reasons.CONFLICT, message + more + "; " + first.remedy(), culprits);
    }

    private static MirrorOutlook.Hold tooLarge(
            RevisionResult.TooLarge tooLarge, Optional<Part> largest, SortedSet<String> culprits) {
        String where = largest.map(part -> ", the largest part being %s of RegistryMirror %s with %d"
                        .formatted(part.field(), part.mirror(), part.bytes()))
                .orElse("");
        return new MirrorOutlook.Hold(
                Reasons.TOO_LARGE, tooLarge.message() + where + "; " + tooLarge.remedy(), culprits);
    }

    /** The exception's own words may quote a credential. */
    private static MirrorOutlook.Hold defect(RuntimeException e, SortedSet<String> culprits) {
        String where = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
        return new MirrorOutlook.Hold(
                Reasons.NOT_ACCEPTED,
                "RegistryMirrors %s cannot be composed, by a defect of this operator (%s%s); please report it"
                        .formatted(String.join(", ", culprits), e.getClass().getSimpleName(), where),
                culprits);
    }

    private static SortedSet<String> names(Collection<Author> authors) {
        SortedSet<String> names = new TreeSet<>();
        authors.forEach(author -> names.add(author.name()));
        return names;
    }
}
