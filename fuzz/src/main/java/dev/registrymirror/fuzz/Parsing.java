package dev.registrymirror.fuzz;

import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.ReadResult.Undecided;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.file.RegistriesWriter;
import dev.registrymirror.registries.model.Registries;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Stream;

/** Reads a file, with and without notes, and writes what it means: that reads back equal. */
final class Parsing {
    /** Characters of a name below which it can be written as a key, however many of them are escaped: a key has at most 1,024. */
    private static final int SHORT = 100;

    private Parsing() {}

    static void of(byte[] input) {
        ReadResult result = RegistriesReader.read(input);
        ReadResult withNotes = RegistriesReader.readWithNotes(input);
        switch (result) {
            case Read(Registries registries, var _) -> {
                Promise.holds(
                        withNotes instanceof Read(Registries same, var _) && same.equals(registries),
                        () -> "with notes it means something else");
                rewrite(registries);
            }
            case ReadResult.Refused _, Undecided _ ->
                Promise.holds(withNotes.equals(result), () -> "with notes it is read otherwise: " + withNotes);
        }
    }

    private static void rewrite(Registries registries) {
        String text;
        try {
            text = RegistriesWriter.write(registries);
        } catch (IllegalArgumentException e) {
            if (hasLongKey(registries)) return;
            throw e;
        }
        ReadResult again = RegistriesReader.read(text.getBytes(StandardCharsets.UTF_8));
        // Aliases can make little text mean so much that it is not read when it is written out.
        Promise.holds(
                again.equals(new Read(registries)) || again instanceof Undecided,
                () -> "what is written means something else: " + text);
    }

    private static boolean hasLongKey(Registries registries) {
        return Stream.of(
                        registries.mirrors().keySet().stream(),
                        registries.configs().keySet().stream(),
                        registries.mirrors().values().stream()
                                .map(mirror -> mirror.rewrites().keySet())
                                .flatMap(Collection::stream))
                .flatMap(keys -> keys)
                .anyMatch(key -> key.length() > SHORT);
    }
}
