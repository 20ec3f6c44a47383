package dev.registrymirror.agent.change;

import dev.registrymirror.agent.ledger.Meaning;
import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.file.RegistriesWriter;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.Registries;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a registries.yaml means, as a text that is equal where the meaning is. It is a digest, but of something that may hold a
 * guessable password: it stays on the node.
 */
public final class FileMeaning {
    private static final String UNREADABLE = "unreadable:";

    private FileMeaning() {}

    /** Of a file, or of none: a missing file and an empty one mean the same. */
    public static String of(@Nullable FoundFile file) {
        return file == null ? of(Registries.EMPTY) : of(file.content().reveal());
    }

    /** Of a content. One that RKE2 refuses, or that cannot be judged, is equal to nothing but itself. */
    static String of(byte[] content) {
        if (RegistriesReader.read(content) instanceof ReadResult.Read(Registries registries, var _)) {
            try {
                return of(registries);
            } catch (IllegalArgumentException _) {
                // Somebody else's file may hold what has no canonical text.
                return UNREADABLE + Digest.of(content);
            }
        }
        return UNREADABLE + Digest.of(content);
    }

    /** The same with what each entry means; nothing of a file that RKE2 refuses, or that cannot be judged. */
    public static @Nullable Meaning inParts(FoundFile file) {
        if (!(RegistriesReader.read(file.content().reveal()) instanceof ReadResult.Read(Registries all, var _)))
            return null;
        try {
            SortedMap<String, String> entries = new TreeMap<>();
            all.mirrors()
                    .forEach((name, mirror) -> entries.put(
                            FieldPath.of("mirrors").entry(name).toString(),
                            of(Registries.of(Map.of(name, mirror), Map.of()))));
            all.configs()
                    .forEach((name, config) -> entries.put(
                            FieldPath.of("configs").entry(name).toString(),
                            of(Registries.of(Map.of(), Map.of(name, config)))));
            return new Meaning(of(all), entries);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String of(Registries registries) {
        return Digest.of(RegistriesWriter.write(registries).getBytes(StandardCharsets.UTF_8));
    }
}
