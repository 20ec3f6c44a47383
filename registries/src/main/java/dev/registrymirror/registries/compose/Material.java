package dev.registrymirror.registries.compose;

import dev.registrymirror.registries.model.Secret;

/** A certificate, a bundle of them or a private key: brought along, or on the node already. */
public sealed interface Material {
    /**
     * PEM text that becomes a file beside registries.yaml, named by its content.
     *
     * @param bytes the file's content
     */
    record Content(Secret<byte[]> bytes) implements Material {}

    /**
     * A file that the node's owner put there.
     *
     * @param path absolute path on the node
     */
    record OnNode(String path) implements Material {}
}
