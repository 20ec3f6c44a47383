package dev.registrymirror.agent.change;

import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.file.RegistriesWriter;
import dev.registrymirror.registries.model.Registries;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a registries.yaml means, as a text that is equal where the meaning is. It is a digest, but of something that may hold a
 * guessable password: it stays on the node.
 */
final class FileMeaning {
    private static final String UNREADABLE = "unreadable:";

    private FileMeaning() {}

    /** Of a file, or of none: a missing file and an empty one mean the same. */
    static String of(@Nullable FoundFile file) {
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

    private static String of(Registries registries) {
        return Digest.of(RegistriesWriter.write(registries).getBytes(StandardCharsets.UTF_8));
    }
}
