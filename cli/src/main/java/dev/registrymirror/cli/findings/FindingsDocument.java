package dev.registrymirror.cli.findings;

import dev.registrymirror.cli.findings.CheckedFile.Found;
import dev.registrymirror.cli.findings.CheckedFile.State;
import dev.registrymirror.mirrors.manifest.ManifestObject;
import dev.registrymirror.registries.file.Place;
import dev.registrymirror.registries.findings.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings for programs. The shape is stable: fields may come, none goes or changes its meaning. */
public final class FindingsDocument {
    private FindingsDocument() {}

    /** The document for these files. */
    public static Map<String, Object> of(List<CheckedFile> files) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("files", files.stream().map(FindingsDocument::file).toList());
        for (Severity severity : Severity.values()) {
            document.put(
                    FindingsText.word(severity) + "s",
                    files.stream().mapToLong(file -> file.count(severity)).sum());
        }
        return document;
    }

    private static Map<String, Object> file(CheckedFile file) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", file.name());
        map.put("state", file.state().word());
        if (file.state() == State.UNREAD) {
            map.put("reason", file.content());
        }
        map.put(
                "findings",
                file.findings().stream().map(FindingsDocument::finding).toList());
        return map;
    }

    private static Map<String, Object> finding(Found found) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("severity", FindingsText.word(found.severity()));
        map.put("code", found.code());
        if (!found.object().equals(ManifestObject.NONE)) {
            map.put("object", object(found.object()));
        }
        map.put("path", found.path());
        Place place = found.place();
        if (place != null) {
            map.put("line", place.line());
            map.put("column", place.column());
        }
        map.put("message", found.message());
        map.put("remedy", found.remedy());
        return map;
    }

    private static Map<String, Object> object(ManifestObject object) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", object.kind());
        if (!object.namespace().isEmpty()) {
            map.put("namespace", object.namespace());
        }
        map.put("name", object.name());
        return map;
    }
}
