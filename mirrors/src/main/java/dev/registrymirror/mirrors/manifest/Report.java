package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.registries.yaml.Mark;
import java.util.List;

/** What is wrong in one document, and how much has been read of it. */
final class Report {
    /** Far more than an API server takes; what aliases repeat counts as often as it is repeated. */
    private static final int MAX_VALUES = 500_000;

    /** More than anybody reads. */
    private static final int MAX_PROBLEMS = 1000;

    private final String source;
    private final int firstLine;
    private final List<ManifestProblem> problems;
    private String object = "";
    private int values;

    Report(String source, int firstLine, List<ManifestProblem> problems) {
        this.source = source;
        this.firstLine = firstLine;
        this.problems = problems;
    }

    /** From now on it is about this object. */
    void about(String kindAndName) {
        object = kindAndName;
    }

    int problems() {
        return problems.size();
    }

    void add(Mark mark, String field, String message, String remedy) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new ManifestProblem(source, firstLine + mark.line() + 1, object, field, message, remedy));
        }
    }

    /** Counts a value, and tells whether it may be read. */
    boolean mayRead(Mark mark, String field) {
        values++;
        if (values == MAX_VALUES) {
            add(mark, field, "is not read, as there is too much with all aliases followed", "write it without aliases");
        }
        return values < MAX_VALUES;
    }
}
