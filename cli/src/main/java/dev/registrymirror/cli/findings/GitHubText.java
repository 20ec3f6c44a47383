package dev.registrymirror.cli.findings;

import dev.registrymirror.cli.findings.CheckedFile.Found;
import dev.registrymirror.cli.findings.CheckedFile.State;
import dev.registrymirror.cli.terminal.Ink;
import dev.registrymirror.cli.terminal.Printable;
import dev.registrymirror.registries.file.Place;
import dev.registrymirror.registries.findings.Severity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Findings as GitHub's workflow commands, which show them at their lines of a pull request. The lines of counts stand between, and are
 * part of the log.
 *
 * @see <a href="https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands">Workflow commands</a>
 */
final class GitHubText {
    private GitHubText() {}

    static String of(List<CheckedFile> files) {
        return files.stream()
                .flatMap(GitHubText::lines)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static Stream<String> lines(CheckedFile file) {
        if (file.state() == State.UNREAD) {
            return Stream.of("::error file=%s::%s".formatted(property(file.name()), data(file.content())));
        }
        return Stream.concat(
                file.findings().stream().map(found -> command(file.name(), found)),
                Stream.of(new FindingsText(Ink.PLAIN).closing(file)));
    }

    private static String command(String file, Found found) {
        Place place = found.place();
        String where = place == null ? "" : ",line=%d,col=%d".formatted(place.line(), place.column());
        String subject = found.subject();
        String message = (subject.isEmpty() ? "" : subject + ": ") + found.message() + "\n-> " + found.remedy();
        return "::%s file=%s%s,title=%s::%s"
                .formatted(command(found.severity()), property(file), where, found.code(), data(message));
    }

    private static String command(Severity severity) {
        return severity == Severity.NOTE ? "notice" : FindingsText.word(severity);
    }

    /** A property ends at a comma, and a list of them at a colon. */
    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    private static String data(String text) {
        return Stream.of(text.replace("%", "%25").split("\n", -1))
                .map(Printable::of)
                .collect(Collectors.joining("%0A"));
    }
}
