package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.registries.file.Place;
import java.util.List;
import java.util.Map;

/**
 * A RegistryMirror, and where it stands.
 *
 * @param source name of the file
 * @param object what it is called
 * @param mirror what could be read of it
 * @param problems what could not; where there are any, the API server does not take it
 * @param places where its fields stand, by their path; the empty path is the object itself
 */
public record MirrorManifest(
        String source,
        ManifestObject object,
        RegistryMirror mirror,
        List<ManifestProblem> problems,
        Map<String, Place> places) {
    /** Copies list and map. */
    public MirrorManifest {
        problems = List.copyOf(problems);
        places = Map.copyOf(places);
    }

    /** Name of the RegistryMirror. */
    public String name() {
        return object.name();
    }

    /** The field that is written, for one that need not be: itself, or else what it would stand in. */
    public String written(String path) {
        String field = path;
        while (!places.containsKey(field)) {
            field = field.substring(0, Math.max(0, Math.max(field.lastIndexOf('.'), field.lastIndexOf('['))));
        }
        return field;
    }

    /** Where a field stands, or what it would stand in. */
    public Place place(String path) {
        return places.getOrDefault(written(path), new Place(1, 1));
    }
}
