package dev.registrymirror.registries.findings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of repositories as patterns see them: without registry, tag and digest; at Docker Hub with library/ in front. */
final class Repositories {
    private static final Pattern NAME = Pattern.compile(
            "[a-z0-9]++(?:(?:__?|[.]|-++)[a-z0-9]++)*+(?:/[a-z0-9]++(?:(?:__?|[.]|-++)[a-z0-9]++)*+)*+");

    private static final Pattern OFFICIAL = Pattern.compile("\\^[a-z0-9_-]+\\$");

    /** A path with an element that no repository can have, once slashes too many are gone. */
    private static final Pattern STRAY_SEPARATOR = Pattern.compile("(?:^|/)[._-]|[._-](?:/|$)");

    private static final List<String> USUAL =
            List.of("library/busybox", "rancher/mirrored-pause", "app/web", "team/app/web");

    private Repositories() {}

    /** Names of the registry that a pattern is likely to match. */
    static List<String> likely(String registry, String text) {
        return Stream.concat(Samples.of(text).stream(), USUAL.stream())
                .filter(name ->
                        NAME.matcher(name).matches() && (!registry.equals("docker.io") || name.indexOf('/') > 0))
                .distinct()
                .toList();
    }

    /** Whether a registry may have such a repository. Slashes too many are not looked at, since containerd removes them. */
    static boolean isPossible(String name) {
        return name.chars().noneMatch(c -> ":*@?#%<>{}()[]|^$ ".indexOf(c) >= 0);
    }

    /** Whether a part of a name, between slashes, begins or ends with a character that only stands between others. */
    static boolean hasStraySeparator(String name) {
        return STRAY_SEPARATOR.matcher(name.replaceAll("/+", "/")).find();
    }

    /** Whether it would be a repository but for capitals. */
    static boolean hasCapitals(String name) {
        return isPossible(name) && name.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
    }

    /** Why a pattern matches no name at all; nothing if it may match one. */
    static Optional<String> whyNever(String registry, String text) {
        if (withoutRegistry(registry, text).isPresent()) {
            return Optional.of("the pattern never matches: it is asked for the repository only, without %s in front"
                    .formatted(registry));
        }
        if (withLibrary(registry, text).isPresent()) {
            return Optional.of(
                    OFFICIAL.matcher(text).matches()
                            ? "the pattern never matches: the repository of an official image is library/%s"
                                    .formatted(text.substring(1, text.length() - 1))
                            : "the pattern never matches: every repository of docker.io has a slash in its name, and that of an official image begins with library/");
        }
        if (withoutDelimiters(text).isPresent()) {
            return Optional.of(
                    "the pattern never matches: the slashes around it are a part of it, and not its beginning and end as in other languages");
        }
        if (withoutSlash(text).isPresent()) {
            return Optional.of("the pattern never matches: no repository begins with a slash");
        }
        return impossible(text)
                .map(c -> c == ':' || c == '@'
                        ? "the pattern never matches: it is asked for the repository only, without tag and digest"
                        : "the pattern never matches: no repository has %s in its name"
                                .formatted(Words.quote(Character.toString(c))));
    }

    /** The public registry that somebody wrote into a pattern for all registries. */
    static Optional<String> registryIn(String text) {
        String plain = (text.startsWith("^") ? text.substring(1) : text).replace("[.]", ".");
        int slash = plain.indexOf('/');
        return Optional.of(plain.substring(0, Math.max(slash, 0))).filter(HostName::isPublic);
    }

    /** The pattern without the registry that somebody wrote into it. */
    static Optional<String> withoutRegistry(String registry, String text) {
        String anchor = text.startsWith("^") ? "^" : "";
        String rest = text.substring(anchor.length());
        String plain = rest.replace("[.]", ".");
        if (registry.equals("*") || !plain.startsWith(registry + "/")) {
            return Optional.empty();
        }
        int dots = (rest.length() - plain.length()) / 2;
        long inName = registry.chars().filter(c -> c == '.').count();
        return Optional.of("^" + rest.substring(registry.length() + 1 + 2 * (int) Math.min(dots, inName)));
    }

    /** The pattern without the slash that it wants first, as if it was asked for a path. */
    static Optional<String> withoutSlash(String text) {
        return text.startsWith("^/") && !isOptional(text, 2) && !topLevelAlternative(text)
                ? Optional.of("^" + text.substring(2))
                : Optional.empty();
    }

    /** The pattern without the slashes that other languages write around one. */
    static Optional<String> withoutDelimiters(String text) {
        boolean around = text.startsWith("/^") || (text.endsWith("$/") && !text.endsWith("[$/"));
        return around && !topLevelAlternative(text) ? Optional.of(text.replaceAll("^/|/$", "")) : Optional.empty();
    }

    /** Whether a pattern from beginning to end matches no name with a slash; only where that is certain. */
    private static boolean isWithoutSlash(String text) {
        if (!text.startsWith("^") || !text.endsWith("$") || topLevelAlternative(text) || text.contains("(?")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' || c == '/') {
                return false;
            }
            if (c == '[') {
                boolean negated = text.startsWith("^", i + 1);
                int start = negated ? i + 2 : i + 1;
                int end = text.indexOf(']', start + 1);
                String members = end < 0 ? "" : text.substring(start, end);
                // Of ranges those of letters and digits have no slash; of others, and of named classes, it is not
                // asked.
                String single = members.replaceAll("a-z|A-Z|0-9", "");
                boolean plain = end > 0
                        && single.indexOf('[') < 0
                        && single.replaceAll("^-|-$", "").indexOf('-') < 0;
                if (!plain || negated != (single.indexOf('/') >= 0)) {
                    return false;
                }
                i = end;
            }
        }
        return true;
    }

    /** The pattern of an official image of Docker Hub with the library/ that it lacks. */
    static Optional<String> withLibrary(String registry, String text) {
        return registry.equals("docker.io") && (OFFICIAL.matcher(text).matches() || isWithoutSlash(text))
                ? Optional.of("^library/" + text.substring(1))
                : Optional.empty();
    }

    static boolean isUnanchored(String text) {
        return !text.isEmpty()
                && !text.startsWith("^")
                && !text.startsWith("(^")
                && !text.startsWith("(?:^")
                && !text.startsWith(".*")
                && !text.startsWith("(.*")
                && !text.startsWith("(?:.*")
                && !text.startsWith("(.+")
                && !text.startsWith(".+");
    }

    /** A character that must be there for the pattern to match and that no name has: outside of groups and classes, and not optional. */
    private static Optional<Integer> impossible(String text) {
        if (text.contains("(?i") || topLevelAlternative(text)) {
            return Optional.empty();
        }
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[') {
                i = Math.max(text.indexOf(']', i + 2), i);
            } else if (c == '{') {
                i = Math.max(text.indexOf('}', i), i); // a repetition: {2,20}
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (depth == 0 && isImpossible(c) && !isOptional(text, i + 1)) {
                return Optional.of((int) c);
            }
        }
        return Optional.empty();
    }

    private static boolean topLevelAlternative(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == '|' && depth == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isImpossible(char c) {
        return ":@ %#,".indexOf(c) >= 0 || (c >= 'A' && c <= 'Z');
    }

    private static boolean isOptional(String text, int next) {
        return next < text.length() && "?*{".indexOf(text.charAt(next)) >= 0;
    }
}
