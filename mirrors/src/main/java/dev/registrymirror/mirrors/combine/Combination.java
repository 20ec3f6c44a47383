package dev.registrymirror.mirrors.combine;

import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
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
import java.util.SortedSet;
import java.util.TreeSet;

/** What several RegistryMirrors give together. */
public sealed interface Combination {
    /** One revision, and the RegistryMirrors that it is of. */
    record Whole(Revision revision, Together together) implements Combination {}

    /**
     * No revision.
     *
     * @param problems everything that keeps them from giving one, a sentence each: of which the hold names the first
     */
    record Held(Hold hold, List<String> problems) implements Combination {
        /** Copies the list. */
        public Held {
            problems = List.copyOf(problems);
        }
    }

    /** Composes them. Where that cannot be done it is said of these RegistryMirrors, and others are not concerned. */
    static Combination of(Collection<Author> authors, Distribution distribution, Revisions revisions) {
        try {
            return compose(authors, distribution, revisions);
        } catch (RuntimeException e) {
            return held(defect(e, names(authors)));
        }
    }

    private static Combination compose(Collection<Author> authors, Distribution distribution, Revisions revisions) {
        List<Contribution> contributions = new ArrayList<>();
        List<Unusable> unusable = new ArrayList<>();
        for (Author author : authors) {
            switch (author.resolution()) {
                case Resolved(var contribution) -> contributions.add(contribution);
                case Unresolved unresolved -> unusable.add(new Unusable(author.name(), unresolved));
            }
        }
        if (!unusable.isEmpty()) return unusable(unusable);
        return switch (Composer.compose(contributions, distribution)) {
            case Conflicting(var conflicts) -> conflict(conflicts);
            case Composed composed ->
                switch (revisions.of(composed)) {
                    case RevisionResult.Made(var revision) ->
                        new Whole(revision, new Together(mirrors(authors), composed, distribution));
                    case RevisionResult.TooLarge tooLarge ->
                        held(new Hold(
                                Reasons.TOO_LARGE,
                                said(tooLarge, contributions, composed) + "; " + tooLarge.remedy(),
                                names(authors)));
                };
        };
    }

    private static List<RegistryMirror> mirrors(Collection<Author> authors) {
        return authors.stream().map(Author::mirror).toList();
    }

    private static Held unusable(List<Unusable> unusable) {
        Unusable first = unusable.getFirst();
        return new Held(
                new Hold(
                        reason(first.unresolved()),
                        first.say(first.unresolved().first()),
                        new TreeSet<>(List.of(first.name()))),
                unusable.stream().flatMap(Unusable::problems).toList());
    }

    private static Held held(Hold hold) {
        return new Held(hold, List.of(hold.message()));
    }

    private static String reason(Unresolved unresolved) {
        if (unresolved.isWaiting()) return Reasons.NOT_FOUND;
        return unresolved.invalid().isEmpty() ? Reasons.REFERENCES_NOT_RESOLVED : Reasons.NOT_ACCEPTED;
    }

    private static Held conflict(List<Conflict> conflicts) {
        SortedSet<String> culprits = new TreeSet<>();
        conflicts.forEach(conflict -> culprits.addAll(conflict.contributions()));
        Conflict first = conflicts.getFirst();
        String more = conflicts.size() == 1 ? "" : " (and " + (conflicts.size() - 1) + " more)";
        return new Held(
                new Hold(Reasons.CONFLICT, said(first) + more + "; " + first.remedy(), culprits),
                conflicts.stream()
                        .map(conflict -> said(conflict) + "; " + conflict.remedy())
                        .toList());
    }

    /** What they contradict each other in, without full stop. */
    static String said(Conflict conflict) {
        return "RegistryMirrors %s configure %s with the same priority %d, and differ in spec.%s"
                .formatted(
                        String.join(", ", conflict.contributions()),
                        conflict.subject(),
                        conflict.priority(),
                        conflict.field());
    }

    /** What is too large, and the largest part of it, without full stop. */
    static String said(RevisionResult.TooLarge tooLarge, Collection<Contribution> contributions, Composed composed) {
        return tooLarge.message()
                + Part.largest(contributions, composed)
                        .map(part -> ", the largest part being %s of RegistryMirror %s with %d"
                                .formatted(part.field(), part.mirror(), part.bytes()))
                        .orElse("");
    }

    /** The exception's own words may quote a credential. */
    private static Hold defect(RuntimeException e, SortedSet<String> culprits) {
        String where = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
        return new Hold(
                Reasons.NOT_ACCEPTED,
                "RegistryMirrors %s cannot be composed, by a defect of this program (%s%s); please report it"
                        .formatted(String.join(", ", culprits), e.getClass().getSimpleName(), where),
                culprits);
    }

    private static SortedSet<String> names(Collection<Author> authors) {
        SortedSet<String> names = new TreeSet<>();
        authors.forEach(author -> names.add(author.name()));
        return names;
    }
}
