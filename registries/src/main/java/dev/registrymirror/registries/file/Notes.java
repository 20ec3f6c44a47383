package dev.registrymirror.registries.file;

import dev.registrymirror.registries.model.FieldPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a file's text tells beside its meaning: where things stand, and what RKE2 passes over in silence. */
public final class Notes {
    /** No notes, as of a file that was read for its meaning only. */
    public static final Notes NONE = new Notes(Map.of(), List.of(), List.of(), Optional.empty());

    private final Map<String, Place> places;
    private final List<Stray> strays;
    private final List<Repeat> repeats;
    private final Optional<Place> moreDocuments;

    Notes(Map<String, Place> places, List<Stray> strays, List<Repeat> repeats, Optional<Place> moreDocuments) {
        this.places = Map.copyOf(new HashMap<>(places));
        this.strays = List.copyOf(strays);
        this.repeats = List.copyOf(repeats);
        this.moreDocuments = moreDocuments;
    }

    /**
     * Where something stands: a field or an entry at its key, an item of a list at itself. Of what was written twice, the place that won.
     *
     * @param path a path by its {@link FieldPath#id}; for what is not in the file, the nearest thing around it counts
     */
    public Optional<Place> place(String path) {
        for (String at = path; !at.isEmpty(); at = FieldPath.enclosing(at)) {
            Place place = places.get(at);
            if (place != null) {
                return Optional.of(place);
            }
        }
        return Optional.ofNullable(places.get(""));
    }

    /** Whether something stands in the file itself, and not only what is around it. */
    public boolean has(String path) {
        return places.containsKey(path);
    }

    /** The keys that RKE2 does not know, in the order of the file. */
    public List<Stray> strays() {
        return strays;
    }

    /** The keys that are written more than once in a map, in the order of the file. */
    public List<Repeat> repeats() {
        return repeats;
    }

    /** Where more documents follow, which RKE2 does not look at. */
    public Optional<Place> moreDocuments() {
        return moreDocuments;
    }
}
