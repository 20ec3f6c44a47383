package dev.registrymirror.cli.findings;

import dev.registrymirror.registries.findings.Finding;
import dev.registrymirror.registries.findings.FindingCode;
import dev.registrymirror.registries.findings.Severity;
import java.util.List;

/**
 * What was found in one file.
 *
 * @param name the file, as whoever gave it calls it
 * @param content what the file holds, in a few words: {@code 2 mirrors, 1 config}
 * @param findings the findings, the most important first
 */
public record CheckedFile(String name, String content, List<Found> findings) {
    /** The same, unchangeable. */
    public CheckedFile {
        findings = List.copyOf(findings);
    }

    /**
     * A finding and whose it is.
     *
     * @param object the object of the API that it is about, {@code RegistryMirror/corp}; empty in a registries.yaml
     * @param finding what was found
     */
    public record Found(String object, Finding finding) {}

    /** How many there are of a severity. */
    public long count(Severity severity) {
        return findings.stream()
                .filter(found -> found.finding().severity() == severity)
                .count();
    }

    /** Whether it cannot be told what RKE2 makes of the file. */
    public boolean isUndecided() {
        return findings.stream().anyMatch(found -> found.finding().code().equals(FindingCode.Undecided.name()));
    }
}
