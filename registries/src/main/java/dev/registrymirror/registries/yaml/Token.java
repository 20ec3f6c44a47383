package dev.registrymirror.registries.yaml;

/**
 * A word of the text.
 *
 * @param kind what it is
 * @param start where it begins
 * @param end where it has ended
 * @param value a scalar's value, an anchor's or alias's name, a tag's handle, the handle or the version of a directive; else empty
 * @param suffix what follows the handle in a tag, or the prefix in a %TAG directive; else empty
 */
record Token(Kind kind, Mark start, Mark end, String value, String suffix) {
    enum Kind {
        STREAM_END,
        VERSION_DIRECTIVE,
        TAG_DIRECTIVE,
        DOCUMENT_START,
        DOCUMENT_END,
        BLOCK_SEQUENCE_START,
        BLOCK_MAPPING_START,
        BLOCK_END,
        BLOCK_ENTRY,
        FLOW_SEQUENCE_START,
        FLOW_SEQUENCE_END,
        FLOW_MAPPING_START,
        FLOW_MAPPING_END,
        FLOW_ENTRY,
        KEY,
        VALUE,
        ALIAS,
        ANCHOR,
        TAG,
        PLAIN_SCALAR,
        /** A scalar in quotes or in a block of lines. */
        OTHER_SCALAR
    }

    Token(Kind kind, Mark start, Mark end) {
        this(kind, start, end, "");
    }

    Token(Kind kind, Mark start, Mark end, String value) {
        this(kind, start, end, value, "");
    }

    boolean is(Kind first, Kind... others) {
        boolean found = kind == first;
        for (Kind other : others) {
            found |= kind == other;
        }
        return found;
    }
}
