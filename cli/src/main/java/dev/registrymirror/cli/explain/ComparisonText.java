package dev.registrymirror.cli.explain;

import dev.registrymirror.cli.terminal.Ink;
import dev.registrymirror.cli.terminal.Printable;
import dev.registrymirror.registries.containerd.ContainerdFiles;
import dev.registrymirror.registries.containerd.HostEntries;
import dev.registrymirror.registries.explain.Change;
import dev.registrymirror.registries.explain.Comparison;
import dev.registrymirror.registries.explain.FileChange;
import java.util.ArrayList;
import java.util.List;

/** What another file changes, for people: what it takes first, then whose pulls, and then the changes themselves. */
public final class ComparisonText {
    private final Ink ink;
    private final List<String> lines = new ArrayList<>();

    private ComparisonText(Ink ink) {
        this.ink = ink;
    }

    /** The lines. */
    public static List<String> lines(Comparison comparison, Ink ink) {
        ComparisonText text = new ComparisonText(ink);
        text.effect(comparison);
        text.lines.add("Pulls:  " + text.pulls(comparison.registries()));
        text.changes(comparison.changes());
        text.files(comparison.files());
        return List.copyOf(text.lines);
    }

    private void effect(Comparison comparison) {
        String effect = switch (comparison.effect()) {
            case NOTHING -> ink.fine("nothing");
            case CERTS_D -> ink.note("new files below certs.d");
            case RESTART -> ink.warning("a restart of the node's RKE2 or K3s");
        };
        lines.add("Takes:  " + effect);
        comparison.reasons().forEach(reason -> lines.add("        " + Printable.of(reason)));
    }

    private String pulls(List<String> registries) {
        if (registries.isEmpty()) {
            return "all go the same way as before";
        }
        List<String> named = registries.stream()
                .map(name -> name.equals(HostEntries.WILDCARD)
                        ? "every registry that neither file names"
                        : Printable.of(name))
                .map(ink::strong)
                .toList();
        return "those from " + Words.enumerated(named) + " go another way";
    }

    private void changes(List<Change> changes) {
        if (!changes.isEmpty()) {
            lines.add("");
            lines.add("In meaning:");
            changes.forEach(change -> lines.add("  %s %s%s"
                    .formatted(sign(change.kind()), Printable.of(change.path()), Printable.of(values(change)))));
        }
    }

    private void files(List<FileChange> files) {
        if (!files.isEmpty()) {
            lines.add("");
            lines.add("For containerd:");
            files.forEach(file -> lines.add("  %s %s".formatted(sign(file.kind()), name(file.path()))));
        }
    }

    private static String name(String path) {
        return path.equals(ContainerdFiles.AUTH_FILE) ? "config.toml" : Printable.of(path);
    }

    private String sign(Change.Kind kind) {
        return switch (kind) {
            case ADDED -> ink.fine("+");
            case REMOVED -> ink.error("-");
            case CHANGED -> ink.warning("~");
        };
    }

    private static String values(Change change) {
        String before = change.before();
        String after = change.after();
        if (before != null && after != null) {
            return before.equals(after) ? ": " + after : ": " + before + " -> " + after;
        }
        String only = after != null ? after : before;
        return only == null ? "" : ": " + only;
    }
}
