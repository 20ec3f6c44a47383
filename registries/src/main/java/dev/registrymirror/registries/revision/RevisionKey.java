package dev.registrymirror.registries.revision;

import dev.registrymirror.registries.model.Secret;
import java.security.SecureRandom;

/**
 * The key under which revisions are named. Losing it renames revisions and changes nothing on a node, since nodes compare meaning.
 *
 * @param bytes 32 random bytes
 */
public record RevisionKey(Secret<byte[]> bytes) {
    /** Length of a key in bytes. */
    public static final int LENGTH = 32;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if the key has not {@link #LENGTH} bytes
     */
    public RevisionKey {
        if (bytes.reveal().length != LENGTH) {
            throw new IllegalArgumentException("a revision key has %d bytes, not %d: delete it to have a new one made"
                    .formatted(LENGTH, bytes.reveal().length));
        }
        bytes = Secret.of(bytes.reveal().clone());
    }

    /** A new key. */
    public static RevisionKey generate(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new RevisionKey(Secret.of(bytes));
    }
}
