package dev.registrymirror.registries.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.Stray.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotesTest {
    private static final String FILE = """
            mirrors:
              docker.io:
                endpoint:
                  - https://a
                  - https://b
                rewrite:
                  "^x": y
                endpoints: [z]
              quay.io:
            configs:
              "h:5000": {auth: {username: u, password: p, token: t}, tls: {}}
            registries:
              mirrors: {a: }
              x: y
            """;

    @Test
    void placesFieldsAndEntriesAtTheirKeysAndItemsAtThemselves() {
        Notes notes = notes(FILE);
        assertPlace(notes, "mirrors", 1, 1);
        assertPlace(notes, "mirrors[\"docker.io\"]", 2, 3);
        assertPlace(notes, "mirrors[\"docker.io\"].endpoint", 3, 5);
        assertPlace(notes, "mirrors[\"docker.io\"].endpoint[1]", 5, 9);
        assertPlace(notes, "mirrors[\"docker.io\"].rewrite[\"^x\"]", 7, 7);
        assertPlace(notes, "configs[\"h:5000\"].auth.password", 11, 34);
    }

    @Test
    void placesWhatIsNotThereAtTheNearestThingAroundIt() {
        Notes notes = notes(FILE);
        assertPlace(notes, "mirrors[\"docker.io\"].endpoint[7]", 3, 5);
        assertPlace(notes, "configs[\"h:5000\"].tls.ca_file", 11, 58);
        assertPlace(notes, "configs[\"other\"].tls", 10, 1);
        assertPlace(notes, "auths", 1, 1);
        assertThat(Notes.NONE.place("mirrors")).isEmpty();
        assertThat(notes("").place("mirrors")).isEmpty();
    }

    @Test
    void listsTheKeysThatRke2DoesNotKnow() {
        assertThat(notes(FILE).strays())
                .containsExactly(
                        new Stray("mirrors[\"docker.io\"]", "endpoints", new Place(8, 5), Kind.LIST, List.of(), false),
                        new Stray(
                                "configs[\"h:5000\"].auth", "token", new Place(11, 47), Kind.SCALAR, List.of(), false),
                        new Stray("", "registries", new Place(12, 1), Kind.MAP, List.of("mirrors", "x"), false));
    }

    @Test
    void tellsWhereAKeyWithoutValueEmptiesWhatStoodThere() {
        assertThat(notes("mirrors: {a: }\nconfigs: {b: }\nmirrors: ~\nconfigs: {}\n")
                        .repeats())
                .extracting(repeat -> repeat.key() + " " + repeat.empties())
                .containsExactly("mirrors true", "configs false");
    }

    @Test
    void listsTheKeysThatAreWrittenTwiceAndPlacesTheWinner() {
        Notes notes = notes("mirrors: {a: {endpoint: [x, y]}}\nmirrors:\n  b:\n  a: {rewrite: {}}\n  b:\n");
        assertThat(notes.repeats())
                .containsExactly(
                        new Repeat("", "mirrors", new Place(1, 1), new Place(2, 1), false),
                        new Repeat("mirrors", "b", new Place(3, 3), new Place(5, 3), false));
        assertPlace(notes, "mirrors[\"a\"]", 4, 3);
        // The whole entry was replaced, and with it the endpoints of the first.
        assertPlace(notes, "mirrors[\"a\"].endpoint[0]", 4, 3);
        assertPlace(notes, "mirrors[\"b\"]", 5, 3);
    }

    @Test
    void leadsThroughAliasesAndMergesToTheTextThatTheyStandFor() {
        Notes notes = notes("base: &b\n  endpoint: [x]\nmirrors:\n  a:\n    <<: *b\n  c: *b\n");
        assertPlace(notes, "mirrors[\"a\"].endpoint[0]", 2, 14);
        assertPlace(notes, "mirrors[\"c\"].endpoint", 2, 3);
        assertThat(notes.strays()).extracting(Stray::key).containsExactly("base");
    }

    @Test
    void tellWhatAnUnknownKeyIsThereFor() {
        assertThat(notes("base: &b\n  endpoint: [x]\nmirrors:\n  a:\n    <<: *b\n")
                        .strays())
                .allMatch(Stray::used);
        assertThat(notes("base: {urls: &u [x]}\nmirrors: {a: {endpoint: *u}}\n").strays())
                .allMatch(Stray::used);
        assertThat(notes("url: &u x\nmirrors: {a: {endpoint: [*u]}}\n").strays())
                .allMatch(Stray::used);
        assertThat(notes("one: &o {}\ntwo: &t {}\nmirrors: {a: {<<: [*o, *t]}}\n")
                        .strays())
                .hasSize(2)
                .allMatch(Stray::used);
        assertThat(notes("base: &b\n  endpoint: [x]\nother: *b\nmirrors: {}\n").strays())
                .hasSize(2)
                .noneMatch(Stray::used);
    }

    @Test
    void tellWhetherMoreFollowsThatNobodyReads() {
        assertThat(notes("mirrors: {}\n").moreDocuments()).isEmpty();
        assertThat(notes("mirrors: {}\n...\n# end\n").moreDocuments()).isEmpty();
        assertThat(notes("mirrors: {}\n---\nconfigs: {}\n").moreDocuments()).isPresent();
        assertThat(notes("mirrors: {}\n...\n\"\\q\"").moreDocuments()).isPresent();
        assertThat(notes("{mirrors: {}} rest").moreDocuments()).isPresent();
    }

    private static Notes notes(String text) {
        ReadResult result = RegistriesReader.readWithNotes(text.getBytes(StandardCharsets.UTF_8));
        assertThat(result).isInstanceOf(Read.class);
        return ((Read) result).notes();
    }

    private static void assertPlace(Notes notes, String path, int line, int column) {
        assertThat(notes.place(path)).as(path).isEqualTo(Optional.of(new Place(line, column)));
    }
}
