package dev.registrymirror.cli.explain;

import dev.registrymirror.registries.explain.Attempt;
import dev.registrymirror.registries.explain.Attempt.Credentials;
import dev.registrymirror.registries.explain.Attempt.TlsSettings;
import dev.registrymirror.registries.explain.Explanation;
import dev.registrymirror.registries.explain.Folder;
import dev.registrymirror.registries.explain.ImageName;
import dev.registrymirror.registries.explain.Rewriting;
import dev.registrymirror.registries.explain.Unused;
import dev.registrymirror.registries.model.UserInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The way of a pull for programs. The shape is stable: fields may come, none goes or changes its meaning. */
public final class ExplanationDocument {
    private ExplanationDocument() {}

    /**
     * The document.
     *
     * @param explanation what to tell
     * @param problems why the node's program does not start or write its files, sentences
     */
    public static Map<String, Object> of(Explanation explanation, List<String> problems) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("image", image(explanation.image()));
        map.put("folder", folder(explanation.folder()));
        map.put(
                "attempts",
                explanation.attempts().stream()
                        .map(ExplanationDocument::attempt)
                        .toList());
        Map<String, Object> defaultEndpoint = new LinkedHashMap<>();
        defaultEndpoint.put("tried", explanation.defaultEndpoint().isTried());
        defaultEndpoint.put("code", Words.word(explanation.defaultEndpoint()));
        defaultEndpoint.put("reason", explanation.defaultEndpoint().reason());
        map.put("defaultEndpoint", defaultEndpoint);
        map.put(
                "unused",
                explanation.unused().stream().map(ExplanationDocument::unused).toList());
        map.put("problems", problems);
        return map;
    }

    private static Map<String, Object> image(ImageName image) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", image.toString());
        map.put("registry", image.registry());
        map.put("repository", image.repository());
        Words.put(map, "tag", image.tag());
        Words.put(map, "digest", image.digest());
        return map;
    }

    private static Map<String, Object> folder(Folder folder) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("state", Words.word(folder.state()));
        map.put("lookedFor", folder.lookedFor());
        Words.put(map, "taken", folder.taken());
        Words.put(map, "path", folder.field());
        Words.put(map, "reason", folder.reason());
        return map;
    }

    private static Map<String, Object> attempt(Attempt attempt) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", Words.word(attempt.kind()));
        Words.put(map, "path", attempt.field());
        map.put("url", UserInfo.masked(attempt.address().url()));
        map.put("overridePath", attempt.address().overridePath());
        map.put("protocol", Words.word(attempt.address().protocol()));
        Words.put(map, "problem", attempt.address().problem());
        map.put("tls", tls(attempt.tls()));
        map.put("login", login(attempt.credentials()));
        Rewriting rewriting = attempt.rewriting();
        map.put("byChance", rewriting.isRandom());
        map.put(
                "repositories",
                rewriting.outcomes().stream()
                        .map(ExplanationDocument::repository)
                        .toList());
        map.put("manifests", attempt.manifests().stream().map(Words::manifest).toList());
        map.put(
                "ignoredPatterns",
                rewriting.ignored().stream().map(ExplanationDocument::note).toList());
        map.put(
                "unknownPatterns",
                rewriting.unknown().stream().map(ExplanationDocument::note).toList());
        return map;
    }

    private static Map<String, Object> tls(TlsSettings tls) {
        Map<String, Object> map = new LinkedHashMap<>();
        Words.put(map, "path", tls.field());
        Words.putPath(map, "caFile", tls.caFile());
        Words.putPath(map, "certFile", tls.certFile());
        Words.putPath(map, "keyFile", tls.keyFile());
        map.put("insecureSkipVerify", tls.insecureSkipVerify());
        return map;
    }

    private static Map<String, Object> login(Credentials credentials) {
        Map<String, Object> map = new LinkedHashMap<>();
        Words.put(map, "path", credentials.field());
        map.put("use", Words.word(credentials.use()));
        Words.put(map, "needsRelease", credentials.needsRelease());
        Words.put(map, "problem", credentials.problem());
        return map;
    }

    private static Map<String, Object> repository(Rewriting.Outcome outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("repository", outcome.repository());
        map.put("patterns", outcome.patterns());
        return map;
    }

    private static Map<String, Object> note(Rewriting.Note note) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("pattern", note.pattern());
        map.put("reason", note.reason());
        return map;
    }

    private static Map<String, Object> unused(Unused unused) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("path", unused.field());
        map.put("code", Words.word(unused.reason()));
        map.put("reason", unused.reason().text());
        return map;
    }
}
