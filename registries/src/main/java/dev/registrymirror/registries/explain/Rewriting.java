package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.HostsReading.Rewrite;
import dev.registrymirror.registries.regexp.GoPattern;
import dev.registrymirror.registries.regexp.GoPatterns;
import dev.registrymirror.registries.regexp.GoReplacement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What the rewrites of an endpoint make of a repository. containerd takes the patterns in the random order of a Go map, and the first one
 * that changes the name decides.
 *
 * @param outcomes the repositories that may be asked for, in the order of the patterns; one unless it is by chance which
 * @param ignored patterns that containerd does not use, and why
 * @param unknown patterns of which it cannot be told what they do, and why; where there is one, there may be other outcomes
 */
public record Rewriting(List<Outcome> outcomes, List<Note> ignored, List<Note> unknown) {
    /**
     * A repository that may be asked for.
     *
     * @param repository its path
     * @param patterns the patterns, as they stand in the file, that lead to it; none where no pattern changes the name
     */
    public record Outcome(String repository, List<String> patterns) {
        /** Copies the list. */
        public Outcome {
            patterns = List.copyOf(patterns);
        }
    }

    /**
     * A pattern and what is to be said about it.
     *
     * @param pattern as it stands in the file
     * @param reason a part of a sentence
     */
    public record Note(String pattern, String reason) {}

    /** Copies the lists. */
    public Rewriting {
        outcomes = List.copyOf(outcomes);
        ignored = List.copyOf(ignored);
        unknown = List.copyOf(unknown);
    }

    /** Applies the rewrites of an endpoint, with the patterns read. */
    static Rewriting of(List<Rewrite> rewrites, String repository, GoPatterns read) {
        List<Note> ignored = new ArrayList<>();
        List<Note> unknown = new ArrayList<>();
        SequencedMap<String, List<String>> patterns = new LinkedHashMap<>();
        for (Rewrite rewrite : rewrites) {
            String pattern = rewrite.written();
            switch (read.of(rewrite.pattern())) {
                case GoPattern.Usable usable -> {
                    String rewritten = usable.replaceAll(repository, GoReplacement.of(rewrite.replacement()));
                    if (!rewritten.equals(repository)) {
                        patterns.computeIfAbsent(rewritten, _ -> new ArrayList<>())
                                .add(pattern);
                    }
                }
                case GoPattern.Refused(String reason) -> ignored.add(new Note(pattern, reason));
                case GoPattern.Unknown(String reason) -> unknown.add(new Note(pattern, reason));
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        patterns.forEach((outcome, leading) -> outcomes.add(new Outcome(outcome, leading)));
        return new Rewriting(
                outcomes.isEmpty() ? List.of(new Outcome(repository, List.of())) : outcomes, ignored, unknown);
    }

    /** Whether it is by chance which repository is asked for. */
    public boolean isRandom() {
        return outcomes.size() > 1;
    }
}
