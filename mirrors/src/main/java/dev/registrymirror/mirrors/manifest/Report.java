package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.registries.file.Place;
import dev.registrymirror.registries.yaml.Mark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is wrong in one document, and how much has been read of it. */
final class Report {
    /** Far more than an API server takes; what aliases repeat counts as often as it is repeated. */
    private static final int MAX_VALUES = 500_000;

    /** More than anybody reads. */
    private static final int MAX_PROBLEMS = 1000;

    private final String source;
    private final int firstLine;
    private final List<ManifestProblem> problems;
    private final Map<String, Place> places = new HashMap<>();
    private ManifestObject object = ManifestObject.NONE;
    private int first;
    private int values;

    Report(String source, int firstLine, List<ManifestProblem> problems) {
        this.source = source;
        this.firstLine = firstLine;
        this.problems = problems;
    }

    /** From now on it is about something else, of which nothing is known yet. */
    void begin(Mark mark) {
        object = ManifestObject.NONE;
        first = problems.size();
        places.clear();
        written("", mark);
    }

    boolean isAboutMirror() {
        return object.kind().equals("RegistryMirror");
    }

    /** What is read is this object. */
    void about(ManifestObject known) {
        object = known;
    }

    /** A field is written here; told twice, the first counts. */
    void written(String field, Mark mark) {
        places.putIfAbsent(field, place(mark));
    }

    /** Where the object's fields stand. */
    Map<String, Place> places() {
        return Map.copyOf(places);
    }

    /** What has been said of the object. */
    List<ManifestProblem> aboutObject() {
        return List.copyOf(problems.subList(first, problems.size()));
    }

    ManifestObject object() {
        return object;
    }

    String source() {
        return source;
    }

    private Place place(Mark mark) {
        return new Place(firstLine + mark.line() + 1, mark.column() + 1);
    }

    int problems() {
        return problems.size();
    }

    void add(ManifestCode code, Mark mark, String field, String message, String remedy) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new ManifestProblem(code, source, place(mark), object, field, message, remedy));
        }
    }

    /** Counts a value, and tells whether it may be read. */
    boolean mayRead(Mark mark, String field) {
        values++;
        if (values == MAX_VALUES) {
            add(
                    ManifestCode.InvalidManifest,
                    mark,
                    field,
                    "is not read, as there is too much with all aliases followed",
                    "write it without aliases");
        }
        return values < MAX_VALUES;
    }
}
