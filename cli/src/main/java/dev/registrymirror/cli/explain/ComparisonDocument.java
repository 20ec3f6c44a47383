package dev.registrymirror.cli.explain;

import dev.registrymirror.registries.explain.Change;
import dev.registrymirror.registries.explain.Comparison;
import dev.registrymirror.registries.explain.FileChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What another file changes, for programs. The shape is stable: fields may come, none goes or changes its meaning. */
public final class ComparisonDocument {
    private ComparisonDocument() {}

    /**
     * The document.
     *
     * @param comparison what to tell
     * @param problems why the node's program does not start with the new file or write its files, sentences
     */
    public static Map<String, Object> of(Comparison comparison, List<String> problems) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("effect", Words.word(comparison.effect()));
        map.put("reasons", comparison.reasons());
        map.put("registries", comparison.registries());
        map.put(
                "changes",
                comparison.changes().stream().map(ComparisonDocument::change).toList());
        map.put(
                "files",
                comparison.files().stream().map(ComparisonDocument::file).toList());
        map.put("problems", problems);
        return map;
    }

    private static Map<String, Object> change(Change change) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("path", change.path());
        map.put("kind", Words.word(change.kind()));
        Words.put(map, "before", change.before());
        Words.put(map, "after", change.after());
        return map;
    }

    private static Map<String, Object> file(FileChange change) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("path", change.path());
        map.put("kind", Words.word(change.kind()));
        return map;
    }
}
