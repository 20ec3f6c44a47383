package dev.registrymirror.registries.file;

/**
 * How much a file may mean before it is left undecided. Little text can mean much: by aliases, and by rewrites, of which RKE2 writes each
 * for each endpoint.
 *
 * @param steps keys and values, as often as aliases repeat them
 * @param characters of their text
 * @param rewritten characters of rewrites, as often as there are endpoints
 * @param key characters of one key, which is part of the path of all that stands below it
 */
record MeaningBounds(int steps, long characters, long rewritten, int key) {
    /** For text that this program wrote itself. */
    static final MeaningBounds NONE =
            new MeaningBounds(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
}
