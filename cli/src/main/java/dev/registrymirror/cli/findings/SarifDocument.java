package dev.registrymirror.cli.findings;

import dev.registrymirror.cli.findings.CheckedFile.Found;
import dev.registrymirror.cli.findings.CheckedFile.State;
import dev.registrymirror.registries.file.Place;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Findings in the format that tools for static analysis exchange.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
final class SarifDocument {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private SarifDocument() {}

    static Map<String, Object> of(List<CheckedFile> files, String version) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver(version)));
        run.put("invocations", List.of(invocation(files)));
        run.put("columnKind", "unicodeCodePoints");
        run.put(
                "results",
                files.stream()
                        .flatMap(file -> file.findings().stream().map(found -> result(file.name(), found)))
                        .toList());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", SCHEMA);
        document.put("version", "2.1.0");
        document.put("runs", List.of(run));
        return document;
    }

    private static Map<String, Object> driver(String version) {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "registries");
        driver.put("version", version);
        driver.put(
                "rules",
                Codes.titles().entrySet().stream()
                        .map(code -> rule(code.getKey(), code.getValue()))
                        .toList());
        return driver;
    }

    private static Map<String, Object> rule(String code, String title) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", code);
        rule.put("shortDescription", text(title));
        return rule;
    }

    /** Files that could not be read have no result; the run says so. */
    private static Map<String, Object> invocation(List<CheckedFile> files) {
        Map<String, Object> invocation = new LinkedHashMap<>();
        invocation.put("executionSuccessful", files.stream().noneMatch(file -> file.state() == State.UNREAD));
        invocation.put(
                "toolExecutionNotifications",
                files.stream()
                        .filter(file -> file.state() == State.UNREAD)
                        .map(file -> Map.of("level", "error", "message", text(file.content())))
                        .toList());
        return invocation;
    }

    private static Map<String, Object> result(String file, Found found) {
        String subject = found.subject();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", found.code());
        result.put("level", FindingsText.word(found.severity()));
        result.put(
                "message", text((subject.isEmpty() ? "" : subject + ": ") + found.message() + "; " + found.remedy()));
        result.put("locations", List.of(Map.of("physicalLocation", location(file, found.place()))));
        return result;
    }

    private static Map<String, Object> location(String file, @Nullable Place place) {
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("artifactLocation", Map.of("uri", uri(file)));
        if (place != null) {
            location.put("region", Map.of("startLine", place.line(), "startColumn", place.column()));
        }
        return location;
    }

    /** A file's name as a reference: relative stays relative, so that it is found in the checkout. */
    private static String uri(String file) {
        // What stands before a colon in the first part would be taken for a scheme.
        String path = file.startsWith("/") ? file : "./" + file;
        try {
            return new URI(null, null, path, null).toASCIIString().replaceFirst("^\\./(?![^/]*:)", "");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a path alone is a reference", e);
        }
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }
}
