package dev.registrymirror.registries.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder below certs.d that decides about a registry.
 *
 * @param lookedFor the folders that containerd looks for, in order, up to the one that it takes
 * @param taken the folder that is there, or null
 * @param field the entry of the file that it is there for, or null
 * @param state what is in it
 * @param reason what is wrong with it, a sentence without full stop; null where nothing is
 */
public record Folder(
        List<String> lookedFor,
        @Nullable String taken,
        @Nullable String field,
        State state,
        @Nullable String reason) {

    /** What a folder has. */
    public enum State {
        /** There is none. */
        ABSENT,
        /** A hosts.toml that containerd follows. */
        READ,
        /** A hosts.toml that containerd cannot read, and ignores. */
        UNREADABLE,
        /** A hosts.toml with which every pull fails. */
        FAILING,
        /** No hosts.toml. */
        WITHOUT_FILE,
        /** It cannot be told, or is by chance. */
        UNDECIDED
    }

    /** Copies the list. */
    public Folder {
        lookedFor = List.copyOf(lookedFor);
    }
}
