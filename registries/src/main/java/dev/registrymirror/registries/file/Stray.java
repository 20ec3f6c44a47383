package dev.registrymirror.registries.file;

import java.util.List;

/**
 * A key that RKE2 does not know and passes over in silence, with all that stands below it.
 *
 * @param path the map that it stands in, by its {@link dev.registrymirror.registries.model.FieldPath#id}; empty for the file itself
 * @param key the key
 * @param place where the key stands
 * @param kind what stands behind it
 * @param children the keys of the map behind it, in the order of the file; empty if that is no map
 * @param used whether an alias elsewhere, or a merge, refers to an anchor at it or below it, so that it plays its part there
 */
public record Stray(String path, String key, Place place, Kind kind, List<String> children, boolean used) {
    /** What stands behind a key. */
    public enum Kind {
        SCALAR,
        LIST,
        MAP
    }

    /** Copies the children. */
    public Stray {
        children = List.copyOf(children);
    }
}
