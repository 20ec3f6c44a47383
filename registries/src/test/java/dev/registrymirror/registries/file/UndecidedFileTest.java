package dev.registrymirror.registries.file;

import static dev.registrymirror.registries.file.RegistriesReaderTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.ReadResult.Undecided;
import dev.registrymirror.registries.model.Registries;
import org.junit.jupiter.api.Test;

/** What is left undecided: the file may be good, but this reader will not spend that much on it. */
class UndecidedFileTest {
    @Test
    void isBoundedInDepthSizeAndAliases() {
        assertThat(read("a: " + "[".repeat(99) + "]".repeat(99))).isInstanceOf(Read.class);
        assertThat(read("a: " + "[".repeat(100) + "]".repeat(100))).isInstanceOf(Undecided.class);
        assertThat(read("a: " + "[".repeat(500_000))).isInstanceOf(Undecided.class);
        assertThat(read("a: " + "- ".repeat(500_000))).isNotInstanceOf(Read.class);
        assertThat(read("#".repeat(RegistriesReader.MAX_BYTES + 1))).isInstanceOf(Undecided.class);
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }
        assertThat(read(bomb.toString())).isEqualTo(new Read(Registries.EMPTY));
        assertThat(read(aliases(5_000, 10))).isInstanceOf(Read.class);
        assertThat(read(aliases(5_000, 20)))
                .isInstanceOf(Undecided.class)
                .asString()
                .contains("aliases");
        assertThat(read("x: [" + "a,".repeat(29_000) + "]")).isInstanceOf(Read.class);
        assertThat(read("x: [" + "a,".repeat(30_000) + "]")).isInstanceOf(Undecided.class);
    }

    @Test
    void isBoundedWhereLittleTextMeansMuch() {
        assertThat(read(repeated(500_000, 4))).isInstanceOf(Read.class);
        assertThat(read(repeated(500_000, 5)))
                .isInstanceOf(Undecided.class)
                .asString()
                .contains("aliases");
        assertThat(read(rewritten(1_000, 500))).isInstanceOf(Read.class);
        assertThat(read(rewritten(1_000, 1_000)))
                .isInstanceOf(Undecided.class)
                .asString()
                .contains("line 3", "RKE2 writes each rewrite");
        assertThat(read("mirrors: {? " + "x".repeat(1024) + " : {}}")).isInstanceOf(Read.class);
        assertThat(read("mirrors: {? " + "x".repeat(1025) + " : {}}"))
                .isInstanceOf(Undecided.class)
                .asString()
                .contains("a key of more than 1,024 characters");
    }

    /** A long value, and a list of endpoints that are all of them it. */
    private static String repeated(int length, int times) {
        return "x: &x %s%nmirrors: {m: {endpoint: [%s]}}%n".formatted("x".repeat(length), "*x, ".repeat(times));
    }

    private static String rewritten(int endpoints, int rewrites) {
        StringBuilder text = new StringBuilder("mirrors:\n  m:\n    endpoint: [")
                .append("a, ".repeat(endpoints))
                .append("]\n    rewrite:\n");
        for (int i = 0; i < rewrites; i++) {
            text.append("      ^%03d$: %03d-text\n".formatted(i, i));
        }
        return text.toString();
    }

    /** Mirrors that are all the same, with many endpoints. */
    private static String aliases(int endpoints, int mirrors) {
        return "mirrors:\n m: &m {endpoint: [%s]}\n".formatted("a, ".repeat(endpoints)) + " n: *m\n".repeat(mirrors);
    }
}
