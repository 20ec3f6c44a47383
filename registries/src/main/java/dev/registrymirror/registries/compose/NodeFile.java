package dev.registrymirror.registries.compose;

import dev.registrymirror.registries.model.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that comes with a revision and lies in {@link Distribution#materialFolder()}. It is named by its content, so a file once
 * written is never changed, and nobody who makes one can choose where it goes.
 *
 * @param name {@code <lower-case hex of SHA-256 of the content>.pem}
 * @param content what the file holds; must not be changed
 */
public record NodeFile(String name, Secret<byte[]> content) {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is not that of the content
     */
    public NodeFile {
        if (!name.equals(nameOf(content.reveal()))) {
            throw new IllegalArgumentException("a node file's name must be the SHA-256 of its content and \".pem\"");
        }
    }

    /** The file with this content. */
    public static NodeFile of(Secret<byte[]> content) {
        return new NodeFile(nameOf(content.reveal()), content);
    }

    /** The file's absolute path on a node of this distribution. */
    public String path(Distribution distribution) {
        return distribution.materialFolder() + "/" + name;
    }

    private static String nameOf(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest) + ".pem";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
