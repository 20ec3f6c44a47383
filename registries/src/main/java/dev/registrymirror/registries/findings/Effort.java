package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.regexp.GoPattern;
import java.util.Collection;

/** How much is done to see what the patterns of one file match. What people write takes little; anybody can write what takes long. */
final class Effort {
    /** Steps, at most. Two hundred usual patterns in one mirror, each compared with each, take half of them. */
    private static final long MOST = 100_000_000;

    /** So many groups make a step twice as dear, since it takes along where each of them began and ended. */
    private static final int GROUPS = 4;

    private long left = MOST;

    /** Whether there is enough left to try a pattern on names; then it is taken. */
    boolean isEnough(GoPattern.Usable pattern, Collection<String> names) {
        long characters = names.stream().mapToLong(String::length).sum();
        left -= pattern.size() * characters * (GROUPS + pattern.groups().size()) / GROUPS;
        return left >= 0;
    }

    /** Whether something was not tried. */
    boolean isSpent() {
        return left < 0;
    }
}
