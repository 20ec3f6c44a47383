package dev.registrymirror.registries.check;

import java.util.Optional;

/** Numbers and lengths, so that a node's files and the API's objects stay of a size that somebody can look through. */
public final class SizeRules {
    private SizeRules() {}

    /**
     * Checks a number of entries.
     *
     * @param path the field that holds them, for the refusal
     * @param size how many there are
     * @param limit how many are taken, see {@link Limits}
     */
    public static Optional<Refusal> count(String path, int size, int limit) {
        return size <= limit
                ? Optional.empty()
                : Optional.of(new Refusal(
                        path,
                        RefusalCode.TooMany,
                        "there are %d entries, and the operator gives a node at most %d".formatted(size, limit),
                        "remove entries, or spread nodes over several RegistryMirrors that each select some"));
    }

    static Refusal tooLong(String path, String what, int limit, String remedy) {
        return new Refusal(
                path,
                RefusalCode.TooLong,
                "the %s has more than the %d characters that the operator takes".formatted(what, limit),
                remedy);
    }
}
