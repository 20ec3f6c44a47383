package dev.registrymirror.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A comparison on inputs made by chance: how many, from which seed, and what came of it. Each leaves a line for the table that {@code
 * make fuzz} and {@code make test} end with.
 *
 * <p>The system property {@code fuzz} replaces the fixed number of inputs by a multiple of its own value, {@code fuzz.seed} the fixed
 * seed.
 *
 * @param what is compared with what
 * @param inputs how many are tried
 * @param seed of the generator
 */
public record Proof(String what, int inputs, long seed) {
    private static final Path LINES = Path.of("target", "proof-reports");

    /** One with as many inputs as {@code fuzz} says, or else the fixed number. */
    public static Proof of(String what, int fixed) {
        return of(what, fixed, 1);
    }

    /**
     * One whose inputs are dearer or cheaper than those of others.
     *
     * @param fixed inputs where nobody says how many
     * @param share how many of them for each one that {@code fuzz} asks for
     */
    public static Proof of(String what, int fixed, double share) {
        Integer asked = Integer.getInteger("fuzz");
        int inputs = asked == null ? fixed : Math.toIntExact(Math.max(1, Math.round(asked * share)));
        return new Proof(what, inputs, Long.getLong("fuzz.seed", 1));
    }

    /**
     * Prints what came of it, and leaves it in {@code target/proof-reports} for the table.
     *
     * @param counts such as {@code 15,000 read the same, 5,000 refused by both}
     */
    public void report(String counts) {
        String line = String.format(Locale.ROOT, "%-58s %,10d  %5d  %s%n", what, inputs, seed, counts);
        System.out.print(line);
        try {
            Files.createDirectories(LINES);
            Files.writeString(LINES.resolve(what.replaceAll("[^A-Za-z0-9]+", "-") + ".txt"), line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
