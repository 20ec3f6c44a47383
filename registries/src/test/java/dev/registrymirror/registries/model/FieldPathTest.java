package dev.registrymirror.registries.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldPathTest {
    private static final FieldPath MIRROR = FieldPath.of("mirrors").entry("docker.io");

    @Test
    void readsAsItIsWrittenInMessages() {
        assertThat(MIRROR.field("endpoint").item(0)).hasToString("mirrors[\"docker.io\"].endpoint[0]");
        assertThat(MIRROR.field("rewrite").entry("^a")).hasToString("mirrors[\"docker.io\"].rewrite[\"^a\"]");
        assertThat(FieldPath.ROOT).hasToString("");
    }

    @Test
    void writesAFieldThatIsNoWordAsAnEntry() {
        assertThat(MIRROR.field("end point").toString()).isEqualTo("mirrors[\"docker.io\"][\"end point\"]");
        assertThat(FieldPath.of("").toString()).isEqualTo("[\"\"]");
    }

    @Test
    void showsNothingOfAKeyThatCouldDeceive() {
        assertThat(MIRROR.entry("a\"\\\n\u202E")).hasToString("mirrors[\"docker.io\"][\"a\\\"\\\\\\u000A\\u202E\"]");
        assertThat(FieldPath.quote("x".repeat(300))).isEqualTo("\"" + "x".repeat(253) + "…\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "mirrors[\"a.b\"].endpoint[0] mirrors[\"a.b\"].endpoint",
                "mirrors[\"a.b\"].endpoint mirrors[\"a.b\"]",
                "mirrors[\"a\\\"].x\"] mirrors",
                "mirrors ``",
                "`` ``"
            })
    void knowsWhatEnclosesAPathInText(String path, String enclosing) {
        assertThat(FieldPath.enclosing(path)).isEqualTo(enclosing);
    }

    @Test
    void tellsKeysApartThatLookTheSameWithoutTheirPasswords() {
        FieldPath one = FieldPath.of("mirrors").entry("me:one\"\\\n@m.corp");
        FieldPath two = FieldPath.of("mirrors").entry("me:two@m.corp");
        assertThat(one).isNotEqualTo(two).hasToString(two.toString()).hasToString("mirrors[\"***@m.corp\"]");
        assertThat(one.id()).isNotEqualTo(two.id());
        assertThat(FieldPath.shown(one.field("endpoint").item(3).id()))
                .isEqualTo("mirrors[\"***@m.corp\"].endpoint[3]");
    }

    @Test
    void agreesWithItselfAboutWhatEnclosesWhat() {
        FieldPath path = MIRROR.field("rewrite").entry("^\"[.]\\d\"$");
        while (!path.equals(FieldPath.ROOT)) {
            FieldPath parent = path.parent().orElseThrow();
            assertThat(FieldPath.enclosing(path.id())).isEqualTo(parent.id());
            path = parent;
        }
        assertThat(path.parent()).isEmpty();
    }
}
