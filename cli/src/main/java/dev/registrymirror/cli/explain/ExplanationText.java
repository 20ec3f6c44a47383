package dev.registrymirror.cli.explain;

import dev.registrymirror.cli.terminal.Ink;
import dev.registrymirror.cli.terminal.Printable;
import dev.registrymirror.registries.explain.Attempt;
import dev.registrymirror.registries.explain.Explanation;
import dev.registrymirror.registries.explain.Folder;
import dev.registrymirror.registries.explain.Unused;
import java.util.ArrayList;
import java.util.List;

/** The way of a pull for people: which entry decides, each endpoint as a numbered step, and what plays no part. */
public final class ExplanationText {
    private final Ink ink;
    private final List<String> lines = new ArrayList<>();

    private ExplanationText(Ink ink) {
        this.ink = ink;
    }

    /** The lines. */
    public static List<String> lines(Explanation explanation, Ink ink) {
        ExplanationText text = new ExplanationText(ink);
        text.lines.add(ink.strong(Printable.of(explanation.image().toString())));
        text.folder(explanation.folder());
        StepText steps = new StepText(ink);
        int number = 1;
        for (Attempt attempt : explanation.attempts()) {
            text.lines.add("");
            text.lines.addAll(steps.lines(number++, attempt));
        }
        text.lines.add("");
        text.lines.add("Default endpoint: " + explanation.defaultEndpoint().reason());
        text.unused(explanation.unused());
        return List.copyOf(text.lines);
    }

    private void folder(Folder folder) {
        String name = folder.taken() == null ? "" : "certs.d/" + Printable.of(folder.taken());
        String entry = folder.field() == null ? "" : Printable.of(folder.field());
        lines.add(
                switch (folder.state()) {
                    case ABSENT -> "no entry of the file applies: there is no " + folders(folder);
                    case READ -> "decided by %s, which makes %s".formatted(ink.strong(entry), name);
                    case FAILING, UNREADABLE, WITHOUT_FILE, UNDECIDED ->
                        "%s%s"
                                .formatted(
                                        ink.error(name),
                                        entry.isEmpty() ? "" : ", which is there for " + ink.strong(entry));
                });
        if (folder.reason() != null) {
            lines.add(ink.error(Printable.of(folder.reason())));
        }
    }

    private static String folders(Folder folder) {
        return Printable.of(String.join(
                " and no ",
                folder.lookedFor().stream().map(name -> "certs.d/" + name).toList()));
    }

    private void unused(List<Unused> unused) {
        if (unused.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("No part in this pull have:");
        for (Unused entry : unused) {
            lines.add("  %s: %s"
                    .formatted(
                            Printable.of(entry.field()),
                            ink.faint(entry.reason().text())));
        }
    }
}
