package dev.registrymirror.registries.revision;

import dev.registrymirror.registries.compose.NodeFile;
import dev.registrymirror.registries.model.Secret;
import java.util.List;

/**
 * What a node needs to carry out a revision.
 *
 * @param registriesYaml text of the registries.yaml, as the canonical writer made it
 * @param files the files that it names, sorted by name, each once
 */
public record Payload(Secret<String> registriesYaml, List<NodeFile> files) {
    /** Copies the list. */
    public Payload {
        files = List.copyOf(files);
    }
}
