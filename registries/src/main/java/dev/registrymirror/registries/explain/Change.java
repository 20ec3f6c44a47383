package dev.registrymirror.registries.explain;

import org.jspecify.annotations.Nullable;

/**
 * A difference in meaning between two files.
 *
 * @param path the field, for example {@code configs["h:5000"].auth.username}
 * @param kind what happened to it
 * @param before its value before; null where there was none, or where it is a secret or a whole entry
 * @param after its value now; null likewise
 */
public record Change(
        String path,
        Kind kind,
        @Nullable String before,
        @Nullable String after) {
    /** What happened to a field. */
    public enum Kind {
        /** It is new. */
        ADDED,
        /** It is gone. */
        REMOVED,
        /** It is another. */
        CHANGED
    }
}
