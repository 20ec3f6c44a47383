package dev.registrymirror.cli.findings;

import dev.registrymirror.mirrors.check.ObjectFinding;
import dev.registrymirror.mirrors.manifest.ManifestObject;
import dev.registrymirror.registries.file.Place;
import dev.registrymirror.registries.findings.Finding;
import dev.registrymirror.registries.findings.FindingCode;
import dev.registrymirror.registries.findings.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found in one file.
 *
 * @param name the file, as whoever gave it calls it
 * @param state whether there can be findings
 * @param content what the file holds, in a few words: {@code 2 mirrors, 1 config}; why it cannot be read, if it cannot
 * @param findings the findings, the most important first
 */
public record CheckedFile(String name, State state, String content, List<Found> findings) {
    /** The same, unchangeable. */
    public CheckedFile {
        findings = List.copyOf(findings);
    }

    /** Of a file that could be read. */
    public static CheckedFile of(String name, String content, List<Found> findings) {
        boolean undecided = findings.stream().anyMatch(found -> found.has(FindingCode.Undecided));
        return new CheckedFile(name, undecided ? State.UNDECIDED : State.CHECKED, content, findings);
    }

    /** Of a file that could not, with the reason: a sentence without full stop that names the file. */
    public static CheckedFile unread(String name, String reason) {
        return new CheckedFile(name, State.UNREAD, reason, List.of());
    }

    /** How far it got. */
    public enum State {
        /** All findings are there. */
        CHECKED,
        /** It cannot be told what RKE2 makes of the file. */
        UNDECIDED,
        /** The file cannot be read. */
        UNREAD;

        /** As it is printed. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A finding and whose it is.
     *
     * @param object the object of the API that it is about; {@link ManifestObject#NONE} in a registries.yaml
     * @param severity how much it matters
     * @param code name of the rule, one of {@link Codes}
     * @param path the field, empty for the whole
     * @param place where it stands, or null if nowhere
     * @param message what really happens
     * @param remedy what to write instead
     */
    public record Found(
            ManifestObject object,
            Severity severity,
            String code,
            String path,
            @Nullable Place place,
            String message,
            String remedy) {
        static Found of(Finding finding) {
            return new Found(
                    ManifestObject.NONE,
                    finding.severity(),
                    finding.code().name(),
                    finding.path(),
                    finding.place(),
                    finding.message(),
                    finding.remedy());
        }

        static Found of(ObjectFinding finding) {
            return new Found(
                    finding.object(),
                    finding.severity(),
                    finding.code(),
                    finding.path(),
                    finding.place(),
                    finding.message(),
                    finding.remedy());
        }

        boolean has(FindingCode other) {
            return code.equals(other.name());
        }

        /** What it is about: object and field; empty if it is the file as a whole. */
        public String subject() {
            String named = object.name().isEmpty() ? object.kind() : object.kind() + "/" + object.name();
            return (named + " " + path).strip();
        }

        /** Path, message and remedy in one line, as a refusal says them. */
        public String sentence() {
            return (path.isEmpty() ? "" : path + ": ") + message + "; " + remedy;
        }
    }

    /** The same without findings of these codes. */
    public CheckedFile without(Set<String> ignored) {
        List<Found> left = findings.stream()
                .filter(found -> !ignored.contains(found.code()))
                .toList();
        return new CheckedFile(name, state, content, left);
    }

    /** How many there are of a severity. */
    public long count(Severity severity) {
        return findings.stream().filter(found -> found.severity() == severity).count();
    }

    /** Whether it was told what RKE2 makes of the file. */
    public boolean isChecked() {
        return state == State.CHECKED;
    }
}
