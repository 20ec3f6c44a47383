package dev.registrymirror.registries.findings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A few texts that a pattern is likely to match, made from the pattern. Whoever uses them asks the pattern itself: what is not
 * understood here gives texts that do not match, and costs nothing else. Patterns have no backslashes; others are refused before.
 */
final class Samples {
    private static final int MAX = 12;
    private static final int MAX_LENGTH = 200;
    private static final int MAX_DEPTH = 50;

    private final String pattern;
    private int position;
    private int depth;

    private Samples(String pattern) {
        this.pattern = pattern;
    }

    static Set<String> of(String pattern) {
        Set<String> samples = new LinkedHashSet<>(new Samples(pattern).alternatives());
        // An anchor that is missing leaves room for more.
        if (!pattern.startsWith("^")) {
            List.copyOf(samples).forEach(sample -> samples.add("app/" + sample));
        }
        if (!pattern.endsWith("$")) {
            List.copyOf(samples).forEach(sample -> samples.add(sample + (sample.endsWith("/") ? "app" : "/app")));
        }
        return samples;
    }

    private List<String> alternatives() {
        List<String> all = new ArrayList<>(sequence());
        while (at("|")) {
            position++;
            all.addAll(sequence());
        }
        return few(all);
    }

    private List<String> sequence() {
        List<String> made = List.of("");
        while (position < pattern.length() && !at("|") && !at(")")) {
            made = product(made, repeated(atom()));
        }
        return made;
    }

    private List<String> atom() {
        char c = pattern.charAt(position);
        if (c == '(') {
            return group();
        }
        if (c == '[') {
            return members();
        }
        position++;
        return switch (c) {
            case '^', '$' -> List.of("");
            case '.' -> List.of("a");
            default -> List.of(String.valueOf(c));
        };
    }

    private List<String> group() {
        position++;
        if (at("?")) {
            int end = position;
            while (end < pattern.length() && ":>)".indexOf(pattern.charAt(end)) < 0) {
                end++;
            }
            position = Math.min(end + 1, pattern.length());
            if (end < pattern.length() && pattern.charAt(end) == ')') {
                return List.of("");
            }
        }
        depth++;
        List<String> inner = depth > MAX_DEPTH ? List.of("") : alternatives();
        depth--;
        if (at(")")) {
            position++;
        }
        return inner;
    }

    /** The first member of a class that a repository's name can have. */
    private List<String> members() {
        int start = position + 1;
        int end = pattern.indexOf(']', start + (pattern.startsWith("^", start) ? 2 : 1));
        if (end < 0) {
            position = pattern.length();
            return List.of("");
        }
        position = end + 1;
        String body = pattern.substring(start, end);
        if (body.startsWith("^")) {
            return "abz0"
                    .chars()
                    .filter(c -> body.indexOf(c) < 0)
                    .mapToObj(Character::toString)
                    .findFirst()
                    .map(List::of)
                    .orElse(List.of(""));
        }
        return List.of(body.isEmpty() ? "" : body.contains("a-z") ? "a" : body.substring(0, 1));
    }

    /** What a quantifier makes of an atom: once, where it may be more; twice in two ways for any text. */
    private List<String> repeated(List<String> atom) {
        boolean any = position > 0 && pattern.charAt(position - 1) == '.';
        Function<String, List<String>> once = text -> any ? List.of("app", "app/web") : List.of(text);
        if (at("*") || at("+")) {
            position++;
            skipLazy();
            return few(atom.stream().flatMap(text -> once.apply(text).stream()).toList());
        }
        if (at("?")) {
            position++;
            skipLazy();
            List<String> both = new ArrayList<>(atom);
            both.add("");
            return few(both);
        }
        if (at("{")) {
            int end = pattern.indexOf('}', position);
            if (end > 0 && pattern.substring(position + 1, end).matches("\\d{1,3}(,\\d{0,3})?")) {
                int times =
                        Integer.parseInt(pattern.substring(position + 1, end).split(",", 2)[0]);
                position = end + 1;
                skipLazy();
                return atom.stream()
                        .map(text -> text.repeat(Math.min(times, MAX)))
                        .toList();
            }
        }
        return atom;
    }

    private void skipLazy() {
        if (at("?")) {
            position++;
        }
    }

    private boolean at(String text) {
        return pattern.startsWith(text, position);
    }

    private static List<String> product(List<String> left, List<String> right) {
        List<String> all = new ArrayList<>();
        for (String begin : left) {
            for (String end : right) {
                if (begin.length() + end.length() <= MAX_LENGTH) {
                    all.add(begin + end);
                }
            }
        }
        return few(all);
    }

    private static List<String> few(List<String> all) {
        return all.stream().distinct().limit(MAX).toList();
    }
}
