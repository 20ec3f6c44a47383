package dev.registrymirror.cli.explain;

import dev.registrymirror.cli.terminal.Ink;
import dev.registrymirror.cli.terminal.Printable;
import dev.registrymirror.registries.explain.Attempt;
import dev.registrymirror.registries.explain.Attempt.Credentials;
import dev.registrymirror.registries.explain.Attempt.TlsSettings;
import dev.registrymirror.registries.explain.Rewriting;
import dev.registrymirror.registries.model.PathText;
import dev.registrymirror.registries.model.UserInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One endpoint of a pull for people: a numbered line, and what is to be said about it below. */
final class StepText {
    private final Ink ink;

    StepText(Ink ink) {
        this.ink = ink;
    }

    List<String> lines(int number, Attempt attempt) {
        List<String> lines = new ArrayList<>();
        lines.add("%d. %s  %s"
                .formatted(
                        number,
                        ink.strong(
                                Printable.of(UserInfo.masked(attempt.address().url()))),
                        ink.faint(whence(attempt))));
        String problem = attempt.address().problem();
        if (problem != null) {
            lines.add("   " + ink.error("never works: " + problem));
        }
        rewriting(lines, attempt);
        Rewriting rewriting = attempt.rewriting();
        rewriting.ignored().forEach(note -> about(lines, "ignored", note));
        rewriting.unknown().forEach(note -> about(lines, "not told", note));
        row(lines, "TLS", tls(attempt));
        row(lines, "login", login(attempt.credentials()));
        return lines;
    }

    private static String whence(Attempt attempt) {
        String where = attempt.field();
        return switch (attempt.kind()) {
            case EMBEDDED_REGISTRY -> "the embedded registry";
            case MIRROR -> Printable.of(String.valueOf(where));
            case REGISTRY -> where == null ? "the registry itself" : "the registry itself, " + Printable.of(where);
        };
    }

    private void rewriting(List<String> lines, Attempt attempt) {
        Rewriting rewriting = attempt.rewriting();
        if (rewriting.isRandom()) {
            row(lines, "asks", ink.warning("one of these, by chance at each pull, since several patterns match:"));
        }
        for (int i = 0; i < attempt.manifests().size(); i++) {
            String manifest = Printable.of(Words.manifest(attempt.manifests().get(i)));
            row(lines, rewriting.isRandom() ? "" : "asks", manifest);
            List<String> patterns = rewriting.outcomes().get(i).patterns();
            if (!patterns.isEmpty()) {
                row(
                        lines,
                        "",
                        ink.faint("rewritten by "
                                + Words.enumerated(
                                        patterns.stream().map(Printable::of).toList())));
            }
        }
        if (attempt.address().overridePath()) {
            row(lines, "path", "as the file has it, nothing is added (override_path)");
        }
    }

    private void about(List<String> lines, String what, Rewriting.Note note) {
        row(lines, what, ink.warning(Printable.of(note.pattern() + ": " + note.reason())));
    }

    private String tls(Attempt attempt) {
        TlsSettings tls = attempt.tls();
        String settings = settings(tls);
        return switch (attempt.address().protocol()) {
            case HTTP -> ink.warning("none, it is plain HTTP");
            case HTTPS -> settings;
            case HTTPS_THEN_HTTP ->
                Words.joined(
                        "; ",
                        tls.field() == null
                                ? "tried first, as at every registry on the node itself, and then plain HTTP"
                                : "tried first, since there are TLS settings, and then plain HTTP",
                        settings);
        };
    }

    private String settings(TlsSettings tls) {
        String settings = Words.joined(
                ", ",
                about("CA ", tls.caFile()),
                about("client certificate ", tls.certFile()),
                about("key ", tls.keyFile()),
                tls.insecureSkipVerify() ? ink.warning("any certificate is accepted") : "");
        String field = tls.field();
        return Words.joined(
                " ",
                settings.isEmpty() ? "by the certificates that the node trusts" : settings,
                field == null ? "" : ink.faint("(" + Printable.of(field) + ")"));
    }

    private static @Nullable String about(String what, @Nullable String path) {
        return path == null ? null : what + Printable.of(PathText.shown(path));
    }

    private String login(Credentials credentials) {
        String use = switch (credentials.use()) {
            case USERNAME_AND_PASSWORD -> "user name and password";
            case IDENTITY_TOKEN -> "identity token";
            case AUTH -> "auth (base64 of user name and password)";
            case NOTHING -> credentials.field() == null ? "none" : ink.warning("none that can be used");
        };
        String field = credentials.field();
        String release = credentials.needsRelease();
        return Words.joined(
                " ",
                use,
                field == null ? "" : ink.faint("(" + Printable.of(field) + ")"),
                release == null ? "" : ink.warning("only from " + release + " on"),
                credentials.problem() == null ? "" : ink.error("never works: " + credentials.problem()));
    }

    private static void row(List<String> lines, String label, String text) {
        lines.add("   %-8s %s".formatted(label, text));
    }
}
