package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.regexp.GoPattern;
import dev.registrymirror.registries.regexp.GoReplacement;
import dev.registrymirror.registries.regexp.GoReplacement.Part;
import java.util.List;
import java.util.Optional;

/**
 * A rewrite that containerd can use.
 *
 * @param path its field
 * @param text the pattern as it is written
 * @param pattern the pattern
 * @param replacement the replacement
 * @param samples names of repositories that the pattern matches
 */
record Rewrite(String path, String text, GoPattern.Usable pattern, GoReplacement replacement, List<String> samples) {

    private static final int MOST_SAMPLES = 10;

    /**
     * A rewrite with the names that its pattern matches.
     *
     * @param names some that it may match
     */
    static Rewrite of(String path, String text, GoPattern.Usable pattern, String replacement, List<String> names) {
        List<String> samples =
                names.stream().filter(pattern::matches).limit(MOST_SAMPLES).toList();
        return new Rewrite(path, text, pattern, GoReplacement.of(replacement), samples);
    }

    /** What becomes of a repository's name. */
    String result(String name) {
        return pattern.replaceAll(name, replacement);
    }

    /** How many groups the pattern has. */
    int groups() {
        return pattern.groups().size() - 1;
    }

    /** The first group that the replacement names and that the pattern does not have, as it is written. */
    Optional<String> missing() {
        for (Part part : replacement.parts()) {
            String name = switch (part) {
                case Part.Text _ -> "";
                case Part.Numbered(int group) -> group > groups() ? String.valueOf(group) : "";
                case Part.Named(String group) -> pattern.groups().contains(group) ? "" : group;
            };
            if (!name.isEmpty()) {
                String braces = "${" + name + "}";
                return Optional.of(replacement.text().contains(braces) ? braces : "$" + name);
            }
        }
        return Optional.empty();
    }
}
