package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.registries.file.Place;

/**
 * One thing in a manifest that the API server would refuse, or with which nothing can be done. Holds no value of a Secret.
 *
 * @param code what kind of thing
 * @param source name of the file
 * @param place where it stands in the file
 * @param object the object that it is about, {@link ManifestObject#NONE} where that is not known
 * @param field path in the object, empty for the object as a whole
 * @param message what is wrong, without full stop
 * @param remedy what to write instead, without full stop
 */
public record ManifestProblem(
        ManifestCode code,
        String source,
        Place place,
        ManifestObject object,
        String field,
        String message,
        String remedy) {
    /** All of it in one line. */
    @Override
    public String toString() {
        return "%s, line %d: %s%s%s; %s"
                .formatted(source, place.line(), prefix(object.toString()), prefix(field), message, remedy);
    }

    private static String prefix(String text) {
        return text.isEmpty() ? "" : text + ": ";
    }
}
