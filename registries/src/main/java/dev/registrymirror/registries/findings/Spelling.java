package dev.registrymirror.registries.findings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** How near two words are. */
public final class Spelling {
    /** From here on it does not matter how far words are from each other. */
    private static final int FAR = 4;

    private Spelling() {}

    /** The word that somebody may have meant; nothing if none is near enough. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        String plain = plain(word);
        String best = null;
        int distance = Integer.MAX_VALUE;
        for (String candidate : known) {
            int here = distance(plain, plain(candidate));
            if (here < distance) {
                distance = here;
                best = candidate;
            }
        }
        return best != null && distance <= tolerance(plain(best)) ? Optional.of(best) : Optional.empty();
    }

    /** A word without what people write differently: capitals, hyphens and underscores, stray quotes. */
    public static String plain(String word) {
        StringBuilder plain = new StringBuilder();
        word.toLowerCase(Locale.ROOT).chars().filter(Character::isLetterOrDigit).forEach(c -> plain.append((char) c));
        return plain.toString();
    }

    private static int tolerance(String word) {
        return word.length() < 4 ? 0 : word.length() < 7 ? 1 : 2;
    }

    /** Whether one slip makes one word of the other: a letter put in, left out, changed or swapped with the next one. */
    static boolean isOneSlip(String left, String right) {
        int length = Math.min(left.length(), right.length());
        if (Math.abs(left.length() - right.length()) > 1 || left.equals(right)) {
            return false;
        }
        int start = 0;
        while (start < length && left.charAt(start) == right.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < length - start && left.charAt(left.length() - 1 - end) == right.charAt(right.length() - 1 - end)) {
            end++;
        }
        int rest = Math.max(left.length(), right.length()) - start - end;
        boolean swapped = rest == 2
                && left.length() == right.length()
                && left.charAt(start) == right.charAt(start + 1)
                && left.charAt(start + 1) == right.charAt(start);
        return swapped || rest <= 1;
    }

    /** Whether one word is the other with its letters in another order. */
    static boolean isMixedUp(String left, String right) {
        return Arrays.equals(
                left.chars().sorted().toArray(), right.chars().sorted().toArray());
    }

    /** How many letters have to be put in, left out, changed or swapped with the next one to make one word of the other. */
    static int distance(String left, String right) {
        if (Math.abs(left.length() - right.length()) > FAR) {
            return FAR;
        }
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(cost, left, right, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int step(int[][] cost, String left, String right, int i, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int least = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
