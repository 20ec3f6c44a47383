package dev.registrymirror.registries.compose;

import dev.registrymirror.registries.model.Registries;
import java.util.List;

/** What composing gave. */
public sealed interface Composition {
    /**
     * One configuration for the node.
     *
     * @param registries the meaning of the registries.yaml
     * @param files the files that it names, sorted by name, each once
     */
    record Composed(Registries registries, List<NodeFile> files) implements Composition {
        /** Copies the list. */
        public Composed {
            files = List.copyOf(files);
        }
    }

    /**
     * The contributions contradict each other.
     *
     * @param conflicts all of them: mirrors, then configurations, each by name; never empty
     */
    record Conflicting(List<Conflict> conflicts) implements Composition {
        /** Copies the list. */
        public Conflicting {
            conflicts = List.copyOf(conflicts);
        }
    }
}
