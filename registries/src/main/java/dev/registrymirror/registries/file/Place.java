package dev.registrymirror.registries.file;

import dev.registrymirror.registries.yaml.Mark;
import java.util.Comparator;

/**
 * Where something stands in a file.
 *
 * @param line line, from 1
 * @param column column in characters, from 1
 */
public record Place(int line, int column) {
    /** The order of the text. */
    public static final Comparator<Place> ORDER =
            Comparator.comparingInt(Place::line).thenComparingInt(Place::column);

    static Place of(Mark mark) {
        return new Place(mark.line() + 1, mark.column() + 1);
    }
}
