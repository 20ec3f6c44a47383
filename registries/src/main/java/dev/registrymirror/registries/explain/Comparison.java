package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.ContainerdFiles;
import dev.registrymirror.registries.containerd.ContainerdFiles.Problem;
import dev.registrymirror.registries.containerd.ContainerdFiles.Rendered;
import dev.registrymirror.registries.containerd.ContainerdFiles.Unrenderable;
import dev.registrymirror.registries.model.Registries;
import java.util.List;

/**
 * What another file means for a node.
 *
 * @param changes what differs in meaning, in the order of the file's model; secrets and whole entries without their values
 * @param registries the registries whose pulls go another way, as they stand in images' names, {@code "*"} for all that neither file
 *     names
 * @param files what differs in what containerd gets; empty, too, where one of the files gives nothing that can be told
 * @param effect what it takes until the node goes the new way
 * @param reasons why, sentences without full stops, at least one
 * @param problems why the node's program does not write files for the new file, or does not start with it
 */
public record Comparison(
        List<Change> changes,
        List<String> registries,
        List<FileChange> files,
        Effect effect,
        List<String> reasons,
        List<Problem> problems) {
    /** What a change takes. */
    public enum Effect {
        /** Nothing: containerd gets the same. */
        NOTHING,
        /** The files below certs.d, which containerd reads at every pull. */
        CERTS_D,
        /** A restart of RKE2 or K3s. */
        RESTART
    }

    /** Copies the lists. */
    public Comparison {
        changes = List.copyOf(changes);
        registries = List.copyOf(registries);
        files = List.copyOf(files);
        reasons = List.copyOf(reasons);
        problems = List.copyOf(problems);
    }

    /** Compares two files on a node. */
    public static Comparison of(Registries old, Registries now, NodeSetup setup) {
        ContainerdFiles before = ContainerdFiles.of(old, setup.options());
        ContainerdFiles after = ContainerdFiles.of(now, setup.options());
        List<Change> changes = Changes.of(old, now);
        List<FileChange> files =
                before instanceof Rendered was && after instanceof Rendered is ? FileChange.of(was, is) : List.of();
        List<Problem> problems = after instanceof Unrenderable(var all) ? all : List.of();
        boolean told = before instanceof Rendered && after instanceof Rendered;
        List<String> restart = Restart.reasons(old, now, setup, told, !files.isEmpty());
        Effect effect = !restart.isEmpty() ? Effect.RESTART : files.isEmpty() ? Effect.NOTHING : Effect.CERTS_D;
        List<String> reasons = switch (effect) {
            case RESTART -> restart;
            case CERTS_D ->
                List.of("only files below certs.d change, which containerd reads at every pull: writing them is enough,"
                        + " though RKE2 itself does it only when it starts");
            case NOTHING ->
                List.of(changes.isEmpty() ? "both files mean the same" : "containerd gets the same from both files");
        };
        return new Comparison(
                changes, Concerned.registries(old, now, setup.options()), files, effect, reasons, problems);
    }
}
