package dev.registrymirror.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.testbed.Proof;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever the bytes are, each target answers, within a second and in 256 MiB, and keeps what it promises. Jazzer makes the inputs, guided by
 * the code that they reach. {@code -Dfuzz=N} runs ten times N inputs instead of the fixed number, {@code -Dfuzz.seed=S} others.
 */
class FuzzingIT {
    private static final int FIXED = 5_000;
    private static final double SHARE = 10;

    @ParameterizedTest
    @EnumSource
    void every_input_is_answered_soon_and_in_little_memory(Target target) {
        Proof proof = Proof.of("fuzzed: " + target.what(), FIXED, SHARE);

        Jazzer jazzer = Jazzer.run(FuzzedTarget.class, target.name(), Seeds.of(target), proof);

        assertThat(jazzer.exitStatus()).as(jazzer::failure).isZero();
        assertThat(jazzer.runs()).isGreaterThanOrEqualTo(proof.inputs());
        proof.report("no failure, " + jazzer.reached());
    }

    /** What is planted: bytes that only somebody finds who sees which comparisons an input comes to. */
    static final class Planted {
        private Planted() {}

        /** One input. */
        public static void fuzzerTestOneInput(byte[] input) {
            if (input.length > 3 && input[0] == 'm' && input[1] == '*' && input[2] == '&' && input[3] == 'q') {
                throw new IllegalStateException("planted");
            }
        }
    }

    @Test
    void a_mistake_that_chance_alone_does_not_find_is_found() {
        Jazzer jazzer = Jazzer.run(
                Planted.class, "PLANTED", List.of(new byte[] {'m'}), new Proof("a planted mistake", 1_000_000, 1));

        assertThat(jazzer.exitStatus()).isEqualTo(77);
        assertThat(jazzer.failure()).contains("java.lang.IllegalStateException: planted", "crash-");
    }
}
