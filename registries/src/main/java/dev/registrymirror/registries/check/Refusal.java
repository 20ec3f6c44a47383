package dev.registrymirror.registries.check;

/**
 * Something that must not reach a node. Holds no credential.
 *
 * @param path the field, in the words of whoever asked: {@code mirrors["docker.io"].endpoint[0]} in a file, {@code
 *     spec.mirrors[docker.io].endpoints[0]} in the API
 * @param code stable name of the rule
 * @param message what is wrong and what it would do to a node, one sentence without full stop
 * @param remedy what to do instead, one sentence without full stop
 */
public record Refusal(String path, RefusalCode code, String message, String remedy) {
    /** Path, message and remedy in one line. */
    @Override
    public String toString() {
        return path + ": " + message + "; " + remedy;
    }
}
