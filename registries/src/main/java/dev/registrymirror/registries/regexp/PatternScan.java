package dev.registrymirror.registries.regexp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Goes through a pattern once before RE2/J sees it. It measures the pattern, since RE2/J has not Go's limits and would multiply
 * repetitions out until memory ends, and writes it otherwise where RE2/J reads it differently: names of groups, of which RE2/J wants
 * each but once, a brace that begins no repetition, and in a class a bracket that begins no named one.
 *
 * <p>What is no expression to both is left to RE2/J to say.
 */
final class PatternScan {
    private static final Pattern REPEAT = Pattern.compile("\\{(0|[1-9][0-9]*)(?:,(0|[1-9][0-9]*)?)?}");
    private static final Pattern FLAGS = Pattern.compile("\\(\\?[a-zA-Z-]*[:)]");
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?P?<([^>]*)>");
    private static final Pattern BRACED_ESCAPE = Pattern.compile("\\\\[xpP]\\{([^}]*)}");

    /** Letters in whose upper and lower case RE2/J goes in circles for ever, alone or in a range of a class. */
    private static final int FIRST_RARE = 0x1c80;

    private static final int LAST_RARE = 0x1c88;

    /** What is known of a part of the pattern: its size in instructions, and how often the innermost of it is repeated. */
    private record Measure(long size, long repetitions) {
        static final Measure NOTHING = new Measure(0, 1);
        static final Measure ONE = new Measure(1, 1);

        Measure and(Measure other) {
            return new Measure(size + other.size, Math.max(repetitions, other.repetitions));
        }

        Measure times(long count) {
            long times = Math.max(count, 1);
            return new Measure(
                    Math.min(size * times, Integer.MAX_VALUE), Math.min(repetitions * times, Integer.MAX_VALUE));
        }
    }

    private final String pattern;
    private final StringBuilder text = new StringBuilder();
    private final List<String> groups = new ArrayList<>(List.of(""));

    /** What was passed in each group that is open. */
    private final Deque<Measure> open = new ArrayDeque<>(List.of(Measure.NOTHING));

    /** What a repetition would repeat. */
    private Measure last = Measure.NOTHING;

    private int at;
    private boolean unicodeClass;
    private boolean foldsCase;
    private boolean rareCharacters;
    private String problem = "";

    private PatternScan(String pattern) {
        this.pattern = pattern;
    }

    static PatternScan of(String pattern) {
        PatternScan scan = new PatternScan(pattern);
        scan.rareCharacters = pattern.codePoints().anyMatch(c -> c >= FIRST_RARE && c <= LAST_RARE);
        while (scan.at < pattern.length()) {
            scan.step();
        }
        while (scan.open.size() > 1) {
            scan.close();
        }
        scan.atom(Measure.NOTHING);
        return scan;
    }

    /** The pattern as RE2/J has to read it. */
    String text() {
        return text.toString();
    }

    /** The names of the groups by number, empty for those without; the first is the whole match. */
    List<String> groups() {
        return groups;
    }

    /** How often the innermost part is repeated by all counts around it. */
    long repetitions() {
        return open.getFirst().repetitions;
    }

    /** About how many instructions it becomes. */
    long size() {
        return open.getFirst().size;
    }

    /** Whether it has a class like {@code \pL}. */
    boolean unicodeClass() {
        return unicodeClass;
    }

    /** Whether RE2/J might look for the upper case of a letter for ever. */
    boolean mayNotEnd() {
        return foldsCase && rareCharacters;
    }

    /** Why Go refuses what RE2/J would take, or empty. */
    String problem() {
        return problem;
    }

    private void step() {
        switch (pattern.charAt(at)) {
            case '(' -> group();
            case ')' -> {
                copy(1);
                close();
            }
            case '|' -> {
                copy(1);
                atom(Measure.ONE);
                atom(Measure.NOTHING);
            }
            case '*', '+', '?' -> copy(1);
            case '{' -> brace();
            case '[' -> {
                skipClass();
                atom(Measure.ONE);
            }
            case '\\' -> {
                escape();
                atom(Measure.ONE);
            }
            default -> {
                copy(1);
                atom(Measure.ONE);
            }
        }
    }

    private void group() {
        Matcher named = at(NAMED_GROUP);
        if (named.lookingAt()) {
            String name = named.group(1);
            if (!name.matches("[A-Za-z0-9_]+")) {
                problem = "the name of a group is made of something else than letters, digits and _";
            }
            groups.add(name);
            // Just a parenthesis would make flags of a question mark behind it.
            text.append("(?P<g").append(groups.size()).append('>');
            at = named.end();
        } else if (pattern.startsWith("(?", at)) {
            Matcher flags = at(FLAGS);
            boolean known = flags.lookingAt();
            foldsCase |= known && flags.group().indexOf('i') >= 0;
            copy(known ? flags.end() - at : 2);
            if (known && pattern.charAt(at - 1) == ')') {
                // Flags are nothing that could be repeated: what follows repeats what stood before them.
                return;
            }
        } else {
            groups.add("");
            copy(1);
        }
        atom(Measure.NOTHING);
        open.push(Measure.NOTHING);
    }

    private void close() {
        if (open.size() > 1) {
            atom(Measure.NOTHING);
            last = open.pop().and(new Measure(2, 1));
        }
    }

    private void brace() {
        Matcher repeat = at(REPEAT);
        if (!repeat.lookingAt()) {
            text.append("\\{");
            at++;
            atom(Measure.ONE);
            return;
        }
        String least = repeat.group(1);
        String most = repeat.group(2);
        String count = most == null ? least : most;
        copy(repeat.end() - at);
        last = last.times(count.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(count));
    }

    /** A closing bracket that comes first belongs to the class, and so do classes with a name: {@code []a[:digit:]]}. */
    private void skipClass() {
        copy(pattern.startsWith("[^", at) ? 2 : 1);
        int first = at;
        while (at < pattern.length() && (pattern.charAt(at) != ']' || at == first)) {
            int named = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1;
            if (named >= 0) {
                copy(named + 2 - at);
            } else if (pattern.charAt(at) == '\\') {
                escape();
            } else if (pattern.charAt(at) == '[') {
                text.append("\\[");
                at++;
            } else {
                rareCharacters |= pattern.codePointAt(at) >= FIRST_RARE;
                copy(1);
            }
        }
        copy(Math.min(1, pattern.length() - at));
    }

    private void escape() {
        char next = at + 1 < pattern.length() ? pattern.charAt(at + 1) : 'a';
        if (next >= 0x80) {
            problem = "a backslash stands before something else than ASCII";
        }
        unicodeClass |= next == 'p' || next == 'P';
        if (next == 'Q') {
            int end = pattern.indexOf("\\E", at + 2);
            copy((end < 0 ? pattern.length() : end + 2) - at);
            return;
        }
        Matcher braced = at(BRACED_ESCAPE);
        boolean isBraced = braced.lookingAt();
        rareCharacters |= isBraced && next == 'x' && !braced.group(1).matches("0*[0-9a-fA-F]{0,3}");
        copy(isBraced ? braced.end() - at : Math.min(2, pattern.length() - at));
    }

    /** Something new that a repetition would repeat; what was before is settled. */
    private void atom(Measure measure) {
        open.push(open.pop().and(last));
        last = measure;
    }

    private Matcher at(Pattern what) {
        return what.matcher(pattern).region(at, pattern.length());
    }

    private void copy(int length) {
        text.append(pattern, at, at + length);
        at += length;
    }
}
