package dev.registrymirror.cli.findings;

import dev.registrymirror.cli.findings.CheckedFile.Found;
import dev.registrymirror.cli.findings.CheckedFile.State;
import dev.registrymirror.cli.terminal.Ink;
import dev.registrymirror.cli.terminal.Printable;
import dev.registrymirror.registries.file.Place;
import dev.registrymirror.registries.findings.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Findings for people. Each begins with {@code FILE:LINE:COLUMN: severity:}, which editors and CI systems make a link of; two indented
 * lines tell what happens and what to do. A line of counts closes each file.
 */
public final class FindingsText {
    private final Ink ink;

    /** Printed with this. */
    public FindingsText(Ink ink) {
        this.ink = ink;
    }

    /** The lines about a file; none about one that could not be read. */
    public Stream<String> lines(CheckedFile file) {
        return file.state() == State.UNREAD ? Stream.empty() : Stream.concat(findings(file), Stream.of(closing(file)));
    }

    /** The lines about what was found in a file. */
    public Stream<String> findings(CheckedFile file) {
        return file.findings().stream().flatMap(found -> finding(file.name(), found));
    }

    private Stream<String> finding(String file, Found found) {
        Place place = found.place();
        String where = place == null ? file : "%s:%d:%d".formatted(file, place.line(), place.column());
        String subject = Printable.of(found.subject());
        String what = subject.isEmpty() ? "" : ink.strong(subject) + " ";
        return Stream.of(
                "%s: %s: %s%s".formatted(where, severity(found.severity()), what, ink.faint("[" + found.code() + "]")),
                "  " + Printable.of(found.message()),
                "  -> " + Printable.of(found.remedy()),
                "");
    }

    private String severity(Severity severity) {
        String word = word(severity);
        return switch (severity) {
            case ERROR -> ink.error(word);
            case WARNING -> ink.warning(word);
            case NOTE -> ink.note(word);
        };
    }

    /** One line of counts about a file. */
    String closing(CheckedFile file) {
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long count = file.count(severity);
            if (count > 0) {
                counts.add(count + " " + word(severity) + (count == 1 ? "" : "s"));
            }
        }
        String counted = String.join(", ", counts);
        boolean fine = file.count(Severity.ERROR) + file.count(Severity.WARNING) == 0;
        return "%s: %s (%s)"
                .formatted(
                        file.name(),
                        fine ? ink.fine("fine") + (counted.isEmpty() ? "" : ", " + counted) : ink.strong(counted),
                        file.content());
    }

    /** A severity as it is printed. */
    public static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
