package dev.registrymirror.registries.file;

import dev.registrymirror.registries.model.Registries;

/** What reading a registries.yaml gave. */
public sealed interface ReadResult {
    /**
     * RKE2 takes the file, and this is what it means.
     *
     * @param registries the meaning
     * @param notes what the text tells beside it; {@link Notes#NONE} if nobody asked
     */
    record Read(Registries registries, Notes notes) implements ReadResult {
        /** Without notes. */
        public Read(Registries registries) {
            this(registries, Notes.NONE);
        }
    }

    /**
     * RKE2 refuses the file: it would not start with it. The reason quotes nothing of the file's values.
     *
     * @param line line of the offence, from 1
     * @param column column of the offence in characters, from 1
     * @param reason one sentence
     */
    record Refused(int line, int column, String reason) implements ReadResult {}

    /**
     * It cannot be told whether RKE2 takes the file, or what it means to RKE2. Nothing must be concluded from that.
     *
     * @param reason one sentence
     */
    record Undecided(String reason) implements ReadResult {}
}
