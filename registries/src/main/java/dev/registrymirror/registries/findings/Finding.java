package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.file.Place;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is worth saying. Holds no credential, and nothing of one.
 *
 * @param severity how much it matters
 * @param code the rule
 * @param path the field: {@code mirrors["docker.io"].endpoint[0]} in a file, {@code spec.mirrors[docker.io].endpoints[0]} in the API;
 *     empty for the file as a whole
 * @param place where it stands in the file, or null where there is no file
 * @param message what really happens on a node, one sentence without full stop
 * @param remedy what to write instead, one sentence without full stop
 */
public record Finding(
        Severity severity,
        FindingCode code,
        String path,
        @Nullable Place place,
        String message,
        String remedy) {
    /** Path, message and remedy in one line, as a {@link dev.registrymirror.registries.check.Refusal} says them. */
    @Override
    public String toString() {
        return (path.isEmpty() ? "" : path + ": ") + message + "; " + remedy;
    }
}
