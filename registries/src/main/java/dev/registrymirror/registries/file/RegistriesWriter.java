package dev.registrymirror.registries.file;

import dev.registrymirror.registries.model.Registries;
import java.nio.charset.StandardCharsets;

/**
 * Writes a registries.yaml in its one canonical form: the text is a function of the meaning, so equal meaning gives equal bytes.
 * Block maps sorted by the UTF-8 bytes of their keys; endpoints in their order; names and values in double quotes; {@code true};
 * LF; empty sections left out. What RKE2's parser and other YAML parsers read differently does not occur in it.
 */
public final class RegistriesWriter {
    /** The first line, with its end: what tells whose a file is. */
    public static final String HEADER = CanonicalText.HEADER;

    private RegistriesWriter() {}

    /**
     * The canonical text, in UTF-8 when it becomes a file. What was written is read again and compared before it is returned.
     *
     * @throws IllegalArgumentException if there is no such text: a string that is no Unicode text, or a name or pattern that is too
     *     long to be a key (over 1,000 characters)
     */
    public static String write(Registries registries) {
        String text = CanonicalText.of(registries);
        ReadResult read = RegistriesReader.readOwn(text.getBytes(StandardCharsets.UTF_8));
        if (!read.equals(new ReadResult.Read(registries))) {
            throw new IllegalArgumentException(
                    "these registries have no canonical text that RKE2 would read in the same way");
        }
        return text;
    }
}
