package dev.registrymirror.mirrors.render;

import dev.registrymirror.registries.model.Secret;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a node gets. */
public sealed interface Rendering {
    /**
     * Files.
     *
     * @param mirrors names of the RegistryMirrors that select the node, sorted
     * @param files content by absolute path: the registries.yaml, and the certificates and keys that it names; all for root alone
     */
    record Files(List<String> mirrors, SortedMap<String, Secret<byte[]>> files) implements Rendering {
        /** Copies both. */
        public Files {
            mirrors = List.copyOf(mirrors);
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        }
    }

    /** No RegistryMirror selects the node: there is nothing to write. */
    record Nothing() implements Rendering {}

    /**
     * It cannot be told.
     *
     * @param mirrors names of the RegistryMirrors that select the node, sorted
     * @param problems everything that stands against it, in the words of the operator's conditions, a sentence each
     */
    record Held(List<String> mirrors, List<String> problems) implements Rendering {
        /** Copies both. */
        public Held {
            mirrors = List.copyOf(mirrors);
            problems = List.copyOf(problems);
        }
    }
}
