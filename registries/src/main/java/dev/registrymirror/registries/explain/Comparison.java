package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.ContainerdFiles;
import dev.registrymirror.registries.model.Registries;
import java.util.List;

/**
 * What another file means for a node.
 *
 * @param changes what differs in meaning, in the order of the file's model; secrets and whole entries without their values
 * @param registries the registries whose pulls go another way, as they stand in images' names, {@code "*"} for all that neither file
 *     names
 * @param effect what it takes until the node goes the new way
 * @param reasons why, sentences without full stops, at least one
 */
public record Comparison(List<Change> changes, List<String> registries, Effect effect, List<String> reasons) {
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
        reasons = List.copyOf(reasons);
    }

    /** Compares two files on a node. */
    public static Comparison of(Registries old, Registries now, NodeSetup setup) {
        List<Change> changes = Changes.of(old, now);
        List<String> concerned = Concerned.registries(old, now, setup.options());
        List<String> restart = Restart.reasons(old, now, setup);
        if (!restart.isEmpty()) {
            return new Comparison(changes, concerned, Effect.RESTART, restart);
        }
        boolean same = ContainerdFiles.of(old, setup.options()).equals(ContainerdFiles.of(now, setup.options()));
        return same
                ? new Comparison(changes, concerned, Effect.NOTHING, List.of(nothing(changes)))
                : new Comparison(
                        changes,
                        concerned,
                        Effect.CERTS_D,
                        List.of("only files below certs.d change, and containerd reads them at every pull"));
    }

    private static String nothing(List<Change> changes) {
        return changes.isEmpty() ? "both files mean the same" : "containerd gets the same from both files";
    }
}
