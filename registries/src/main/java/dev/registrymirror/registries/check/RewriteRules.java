package dev.registrymirror.registries.check;

import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.regexp.GoPattern;
import dev.registrymirror.registries.regexp.GoPatterns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Rewrites of mirrors. RKE2 puts both pattern and replacement unescaped between the double quotes of hosts.toml; where that makes
 * other TOML of it, containerd ignores the file and pulls straight from the registry.
 */
public final class RewriteRules {
    private static final String CONSEQUENCE =
            "containerd would ignore the mirror's whole configuration and pull from the registry itself";

    private RewriteRules() {}

    /**
     * Checks a pattern: an RE2 expression without backslash and double quote.
     *
     * @param path the field that holds the pattern, for the refusal
     * @param pattern the pattern
     * @param patterns reads it, among the others of the file
     */
    public static Optional<Refusal> pattern(String path, String pattern, GoPatterns patterns) {
        OptionalInt bad = unwritable(pattern);
        if (bad.isPresent()) {
            return refuse(
                    path,
                    RefusalCode.InvalidPattern,
                    "the pattern contains %s: %s".formatted(Characters.name(bad.getAsInt()), CONSEQUENCE),
                    Suggestions.pattern(pattern, patterns)
                            .map(plain -> "write %s, without backslashes".formatted(FieldPath.quote(plain)))
                            .orElse("write [.] for a literal dot and [0-9] for a digit, without backslashes"));
        }
        OptionalInt invisible = Characters.firstInvisible(pattern);
        if (invisible.isPresent()) {
            return refuse(
                    path,
                    RefusalCode.InvalidPattern,
                    "the pattern contains %s, which cannot be seen and which no image's name has"
                            .formatted(Characters.name(invisible.getAsInt())),
                    "remove it");
        }
        if (pattern.length() > Limits.PATTERN) {
            return Optional.of(SizeRules.tooLong(path, "pattern", Limits.PATTERN, "split it into several rewrites"));
        }
        return switch (patterns.of(pattern)) {
            case GoPattern.Usable _ -> Optional.empty();
            case GoPattern.Refused(String reason) ->
                refuse(
                        path,
                        RefusalCode.InvalidPattern,
                        "the pattern is no RE2 expression (%s), and would be ignored".formatted(reason),
                        Suggestions.glob(pattern, patterns)
                                .map(plain ->
                                        "write %s, as it is a regular expression".formatted(FieldPath.quote(plain)))
                                .orElse("write a Go regular expression; there is no look-around and no backreference"));
            case GoPattern.Unknown(String reason) ->
                refuse(
                        path,
                        RefusalCode.InvalidPattern,
                        "nobody can tell what the pattern does: " + reason,
                        "write a simpler one");
        };
    }

    /**
     * Checks a replacement: any text without backslash, double quote and control characters; {@code $1} and {@code ${1}} stand for
     * groups.
     *
     * @param path the field that holds the replacement, for the refusal
     * @param replacement the replacement
     */
    public static Optional<Refusal> replacement(String path, String replacement) {
        OptionalInt bad = unwritable(replacement);
        if (bad.isPresent()) {
            return refuse(
                    path,
                    RefusalCode.InvalidReplacement,
                    "the replacement contains %s: %s".formatted(Characters.name(bad.getAsInt()), CONSEQUENCE),
                    Suggestions.replacement(replacement)
                            .map(plain -> "write %s".formatted(FieldPath.quote(plain)))
                            .orElse("leave it out; groups are written $1 or ${1}"));
        }
        OptionalInt invisible = Characters.firstInvisible(replacement);
        if (invisible.isPresent()) {
            return refuse(
                    path,
                    RefusalCode.InvalidReplacement,
                    "the replacement contains %s, which cannot be seen and which no image's name has"
                            .formatted(Characters.name(invisible.getAsInt())),
                    "remove it");
        }
        if (replacement.length() > Limits.REPLACEMENT) {
            return Optional.of(SizeRules.tooLong(path, "replacement", Limits.REPLACEMENT, "shorten it"));
        }
        return Optional.empty();
    }

    /**
     * Finds patterns that stand twice in a mirror's list, of which a map would silently keep one.
     *
     * @param path the list's field, for refusals at {@code path[i].pattern}
     * @param patterns the patterns in their order
     */
    public static List<Refusal> duplicates(String path, List<String> patterns) {
        List<Refusal> refusals = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < patterns.size(); i++) {
            if (!seen.add(patterns.get(i))) {
                refusals.add(new Refusal(
                        "%s[%d].pattern".formatted(path, i),
                        RefusalCode.DuplicatePattern,
                        "the pattern stands in this mirror before, and only one of them could apply",
                        "remove one of the two"));
            }
        }
        return refusals;
    }

    private static OptionalInt unwritable(String text) {
        OptionalInt control = Characters.firstControl(text);
        return control.isPresent() ? control : Characters.firstOf(text, "\\\"");
    }

    private static Optional<Refusal> refuse(String path, RefusalCode code, String message, String remedy) {
        return Optional.of(new Refusal(path, code, message, remedy));
    }
}
