package dev.registrymirror.mirrors.manifest;

/**
 * One thing in a manifest that the API server would refuse. Holds no value of a Secret.
 *
 * @param source name of the file
 * @param line line in it, from 1
 * @param object kind and name of the object, empty where it has none
 * @param field path in the object, empty for the object as a whole
 * @param message what is wrong, without full stop
 * @param remedy what to write instead, without full stop
 */
public record ManifestProblem(String source, int line, String object, String field, String message, String remedy) {
    /** All of it in one line. */
    @Override
    public String toString() {
        return "%s, line %d: %s%s%s; %s".formatted(source, line, prefix(object), prefix(field), message, remedy);
    }

    private static String prefix(String text) {
        return text.isEmpty() ? "" : text + ": ";
    }
}
