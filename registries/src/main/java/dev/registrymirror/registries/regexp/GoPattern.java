package dev.registrymirror.registries.regexp;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/**
 * A regular expression of Go's {@code regexp}, which is what containerd makes of a rewrite's pattern. RE2/J has the same semantics and
 * nearly the same syntax; where it does not, the expression is written otherwise for it, or it is told that nobody knows.
 */
public sealed interface GoPattern {
    /** Characters; Go takes longer ones, up to limits of its own that nothing shorter than this can reach. */
    int LONGEST = 1000;

    /** How often Go lets something be repeated, all counts around it multiplied. */
    int MOST_REPETITIONS = 1000;

    /** Instructions; Go takes more, but then one match can take a tenth of a second. */
    int LARGEST = 10_000;

    /** Go compiles it, and what it does is known. */
    final class Usable implements GoPattern {
        private final Pattern pattern;
        private final List<String> groups;
        private final long size;

        private Usable(Pattern pattern, List<String> groups, long size) {
            this.pattern = pattern;
            this.groups = List.copyOf(groups);
            this.size = size;
        }

        /** How many instructions it has, about: a match can take as many steps for each character. */
        public long size() {
            return size;
        }

        /** The names of the groups by their numbers, empty for those without one; the first is the whole match. */
        public List<String> groups() {
            return groups;
        }

        /** Whether it matches anywhere in a text. */
        public boolean matches(String text) {
            return pattern.matcher(text).find();
        }

        /** Go's {@code ReplaceAllString}. */
        public String replaceAll(String text, GoReplacement replacement) {
            Matcher matcher = pattern.matcher(text);
            StringBuilder result = new StringBuilder();
            int copied = 0;
            int from = 0;
            while (from <= text.length() && matcher.find(from)) {
                result.append(text, copied, matcher.start());
                // An empty match right behind the one before is none.
                if (matcher.end() > copied || matcher.start() == 0) {
                    expand(result, replacement, matcher);
                }
                copied = matcher.end();
                int width = from < text.length() ? Character.charCount(text.codePointAt(from)) : 1;
                from = Math.max(from + width, matcher.end());
            }
            return result.append(text, copied, text.length()).toString();
        }

        private void expand(StringBuilder result, GoReplacement replacement, Matcher matcher) {
            for (GoReplacement.Part part : replacement.parts()) {
                switch (part) {
                    case GoReplacement.Part.Text(String text) -> result.append(text);
                    case GoReplacement.Part.Numbered(int group) -> append(result, matcher, group);
                    case GoReplacement.Part.Named(String name) -> {
                        for (int group = 1; group < groups.size(); group++) {
                            if (groups.get(group).equals(name) && append(result, matcher, group)) {
                                break;
                            }
                        }
                    }
                }
            }
        }

        private boolean append(StringBuilder result, Matcher matcher, int group) {
            String text = group < groups.size() ? matcher.group(group) : null;
            if (text != null) {
                result.append(text);
            }
            return text != null;
        }
    }

    /**
     * Go does not compile it.
     *
     * @param reason why, a part of a sentence
     */
    record Refused(String reason) implements GoPattern {}

    /**
     * It cannot be told what Go does with it.
     *
     * @param reason why, a part of a sentence
     */
    record Unknown(String reason) implements GoPattern {}

    /** Reads a pattern; those of a file are read by {@link GoPatterns}. */
    static GoPattern of(String pattern) {
        return of(pattern, LARGEST);
    }

    /**
     * Reads a pattern.
     *
     * @param room instructions that it may have beside those of others
     */
    static GoPattern of(String pattern, long room) {
        if (pattern.length() > LONGEST) {
            return new Unknown("it has more than %,d characters".formatted(LONGEST));
        }
        PatternScan scan = PatternScan.of(pattern);
        if (!scan.problem().isEmpty()) {
            return new Refused(scan.problem());
        }
        if (scan.repetitions() > MOST_REPETITIONS) {
            return new Refused("something is repeated more than %,d times".formatted(MOST_REPETITIONS));
        }
        if (scan.size() > LARGEST) {
            return new Unknown("its repetitions make it too large to be tried");
        }
        if (scan.size() > room) {
            return new Unknown("the patterns of the file are too large together to be tried");
        }
        if (scan.mayNotEnd()) {
            return new Unknown("it ignores the case of letters beyond those that images' names have");
        }
        try {
            return new Usable(Pattern.compile(scan.text()), scan.groups(), scan.size());
        } catch (PatternSyntaxException e) {
            return scan.unicodeClass() && e.getDescription().startsWith("invalid character class range")
                    ? new Unknown("it depends on the release which names follow \\p")
                    : new Refused(e.getDescription());
        }
    }
}
