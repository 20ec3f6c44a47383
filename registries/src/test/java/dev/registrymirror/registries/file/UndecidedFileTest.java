package dev.registrymirror.registries.file;

import static dev.registrymirror.registries.file.RegistriesReaderTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.ReadResult.Undecided;
import dev.registrymirror.registries.model.Registries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left undecided: the file may be good, but this reader is not sure of it or will not spend that much on it. */
class UndecidedFileTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:\tb",
                "a: b\t# c",
                "\ta: b",
                "- \ta",
                "mirrors: {m: {<<: {endpoint: [a]}}}",
                "<<: {mirrors: {}}",
                "configs: {h: {auth: {password: !!binary aGk=}}}",
                "configs: {h: {tls: {insecure_skip_verify: !!bool 'true'}}}",
                "mirrors: !!null abc",
                "a: !!int abc",
                "a: !<tag:x> b",
                "a: ! b",
                "a: \"\\ud83d\\ude00\"",
                "a: \"\\U0000D83D\"",
                "{\"a\":{},b:{}}",
                "mirrors: {m: {endpoint: [https://x:]}}",
                "%TAG ! tag:x\n---\n{}",
                "%FOO\n---\n{}",
                "? a\n: b",
                "{? a: b}",
                "x:\n  [? a]: b",
                "a: &b' d",
                "a: \"\u0085\"",
                "a: 'b\u2028'",
                "a: b\uFEFF",
                "configs: &a {tls: *a}",
                "{}\n---\n\u0007",
                "a: \"\\UFFFFFFFF\""
            })
    void doesNotJudgeWhatYamlParsersReadDifferently(String text) {
        assertThat(read(text)).isInstanceOf(Undecided.class);
    }

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
        String manyAliases =
                "x: &m {endpoint: [%s]}\nmirrors:\n".formatted("a, ".repeat(5_000)) + " n: *m\n".repeat(5_000);
        assertThat(read(manyAliases)).isInstanceOf(Undecided.class).asString().contains("aliases");
        assertThat(read("x: [" + "a,".repeat(29_000) + "]")).isInstanceOf(Read.class);
        assertThat(read("x: [" + "a,".repeat(30_000) + "]")).isInstanceOf(Undecided.class);
    }
}
