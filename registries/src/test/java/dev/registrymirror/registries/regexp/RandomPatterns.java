package dev.registrymirror.registries.regexp;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Patterns, replacements and names that reach every part of the grammar, about half of the patterns well formed. */
final class RandomPatterns {
    private static final List<String> LITERALS = List.of(
            "a", "b", "c", "rancher", "library", "/", "-", "_", "[.]", "0", "k", "s", "x", "é", "\u212a", "ſ", "😀",
            "}", "]", ",");
    private static final List<String> ANCHORS = List.of("^", "$", "^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z");
    private static final List<String> REPEATS = List.of("*", "+", "?", "*?", "+?", "??", "*", "+", "?");
    private static final List<String> ODD_REPEATS = List.of(
            "{1000}",
            "{1001}",
            "{,2}",
            "{2,1}",
            "**",
            "{a}",
            "{",
            "{1,2",
            "+*",
            "{0}",
            "{00}",
            "{01}",
            "{1}{2}",
            "{999,1000}",
            "{10}{101}",
            "?+",
            "{100}",
            "{99999999999}",
            "{1,}?");
    private static final List<String> ESCAPES = List.of(
            "\\d",
            "\\w",
            "\\s",
            "\\D",
            "\\W",
            "\\S",
            "\\pL",
            "\\p{Greek}",
            "\\PN",
            "\\p{^Lu}",
            "\\p{Foo}",
            "\\pN",
            "\\.",
            "\\/",
            "\\-",
            "\\1",
            "\\0",
            "\\07",
            "\\x41",
            "\\x{e9}",
            "\\x{110000}",
            "\\x{",
            "\\n",
            "\\C",
            "\\a",
            "\\v",
            "\\h",
            "\\_",
            "\\é",
            "\\😀",
            "\\p{Any}",
            "\\p{Letter}",
            "\\p{latin}",
            "\\pZ",
            "\\p{Lu}",
            "\\p{",
            "\\Qa.b\\E",
            "\\Q(",
            "\\E",
            "\\{",
            "\\");
    private static final List<String> GROUPS = List.of(
            "(",
            "(",
            "(",
            "(",
            "(?:",
            "(?:",
            "(?i:",
            "(?P<n>",
            "(?<n>",
            "(?P<m_1>",
            "(?s)",
            "(?i)",
            "(?m)",
            "(?U)",
            "(?-i)",
            "(?im:",
            "(?-s:",
            "(?x)",
            "(?=",
            "(?!",
            "(?P<1a>",
            "(?<é>",
            "(?P<>",
            "(?#",
            "(?P=n)",
            "(?^",
            "(?i-i:",
            "(?-:",
            "(?P",
            "(?",
            "(?<n");
    private static final List<String> CLASS_PARTS = List.of(
            "a",
            "b-d",
            "a-z",
            "A-Z",
            "0-9",
            ".",
            "-",
            "/",
            "_",
            "[:alpha:]",
            "[:digit:]",
            "[:^alpha:]",
            "[:word:]",
            "[:foo:]",
            "[",
            "]",
            "^",
            "\\d",
            "\\w",
            "\\]",
            "\\-",
            "\\pL",
            "z-a",
            "a-",
            "é",
            "à-ÿ",
            "\\n",
            "\\b",
            "k",
            "\u212a",
            "😀",
            "[:space:]",
            "[:ascii:]",
            "[:",
            "[=a=]",
            "[.a.]",
            "&&",
            "\\Q",
            "\\s",
            "\\S",
            "--a",
            "+--",
            "\\x{100}-\\x{200}",
            "a-\\d",
            "(",
            "{2}",
            "\\é");
    private static final List<String> REPLACEMENTS = List.of(
            "$",
            "$$",
            "$1",
            "${1}",
            "$0",
            "${0}",
            "$2",
            "${n}",
            "$n",
            "$m_1",
            "$1x",
            "${1}x",
            "${",
            "${}",
            "}",
            "$10",
            "$01",
            "${-1}",
            "$é",
            "a",
            "b",
            "/",
            "proj/",
            "é",
            "😀",
            "\\",
            "\\1",
            "$ ",
            "$999999999",
            "$100000000",
            "$1000000000",
            "$n-",
            "${n",
            "${1a}",
            "$_",
            "$1a",
            "${😀}");
    private static final List<String> NAMES = List.of(
            "a", "b", "c", "rancher", "library", "/", "-", "_", ".", "0", "9", "k", "K", "\u212a", "s", "ſ", "S", "é",
            "É", "😀", "x", "aa", "ab", "\n", " ", "α", "Σ", "ς", "1", "]", "[", "$", "}", ",");
    private static final String SYNTAX = "()[]{}*+?|^$\\.:,-<>P=!1aiUsQEp\"é";
    private static final int DEEPEST = 4;

    private final Random random;

    RandomPatterns(long seed) {
        this.random = new Random(seed);
    }

    String pattern() {
        String pattern = alternatives(0);
        for (int i = random.nextInt(9) - 6; i > 0; i--) {
            pattern = mutated(pattern);
        }
        return pattern;
    }

    String replacement() {
        return several(5, () -> pick(REPLACEMENTS));
    }

    String name() {
        return several(8, () -> pick(NAMES));
    }

    /** A path that a repository can have. */
    String repository() {
        return several(2, () -> pick(List.of("rancher/", "library/", "a/", "k8s/", "x_y/", "b-c/")))
                + pick(List.of("busybox", "a", "aa", "rke2-runtime", "x.y", "a__b", "0"));
    }

    private String alternatives(int depth) {
        String pattern = several(depth == 0 ? 5 : 4, () -> repeated(depth));
        return depth < DEEPEST && random.nextInt(6) == 0 ? pattern + "|" + alternatives(depth + 1) : pattern;
    }

    private String repeated(int depth) {
        String atom = atom(depth);
        return switch (random.nextInt(12)) {
            case 0, 1 -> atom + pick(REPEATS);
            case 2 -> atom + "{" + random.nextInt(4) + pick(List.of("}", ",}", ",3}", "}?", ",2}?"));
            case 3 -> random.nextInt(3) == 0 ? atom + pick(ODD_REPEATS) : atom;
            default -> atom;
        };
    }

    private String atom(int depth) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> pick(LITERALS);
            case 3 -> ".";
            case 4 -> pick(ANCHORS);
            case 5, 6 ->
                "[" + (random.nextInt(4) == 0 ? "^" : "") + pick(CLASS_PARTS) + several(3, () -> pick(CLASS_PARTS))
                        + (random.nextInt(30) == 0 ? "" : "]");
            case 7 -> pick(ESCAPES);
            default ->
                depth == DEEPEST ? "a" : pick(GROUPS) + alternatives(depth + 1) + (random.nextInt(20) == 0 ? "" : ")");
        };
    }

    private String mutated(String pattern) {
        if (pattern.isEmpty()) {
            return pattern;
        }
        int at = pattern.offsetByCodePoints(0, random.nextInt(pattern.codePointCount(0, pattern.length())));
        int end = random.nextInt(3) == 0 ? at : pattern.offsetByCodePoints(at, 1);
        int c = random.nextInt(SYNTAX.length());
        String instead = random.nextInt(3) == 0 ? "" : SYNTAX.substring(c, c + 1);
        return pattern.substring(0, at) + instead + pattern.substring(end);
    }

    private String several(int atMost, Supplier<String> part) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(atMost + 1); i > 0; i--) {
            text.append(part.get());
        }
        return text.toString();
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
