package dev.registrymirror.registries.seal;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;

/** Opens a payload that was sealed to this node, for this order. */
public final class Opener {
    private Opener() {}

    /**
     * Opens what {@link Sealer#seal} gave.
     *
     * @param keyPair the node's key
     * @param context the order that the payload came with
     * @param sealed encapsulated key and ciphertext
     * @throws UnsealException if it was sealed to another key, belongs to another node, UID, sequence or revision, or was changed
     */
    public static byte[] open(NodeKeyPair keyPair, OrderContext context, byte[] sealed) throws UnsealException {
        if (sealed.length < Suite.PUBLIC_KEY_LENGTH + Suite.TAG_LENGTH) {
            throw new UnsealException("the payload is too short to be a sealed one");
        }
        byte[] encapsulated = Arrays.copyOf(sealed, Suite.PUBLIC_KEY_LENGTH);
        byte[] ciphertext = Arrays.copyOfRange(sealed, Suite.PUBLIC_KEY_LENGTH, sealed.length);
        try {
            return Suite.hpke()
                    .setupBaseR(encapsulated, keyPair.parameters(), Suite.info())
                    .open(context.associatedData(), ciphertext);
        } catch (InvalidCipherTextException | IllegalArgumentException e) {
            throw new UnsealException(
                    "the payload was sealed to another key or for another order, or it was changed on its way", e);
        }
    }
}
