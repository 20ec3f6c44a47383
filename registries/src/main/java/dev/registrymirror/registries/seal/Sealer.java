package dev.registrymirror.registries.seal;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/** Seals a payload so that one node can open it, for one order. */
public final class Sealer {
    private Sealer() {}

    /**
     * Seals bytes; the same bytes give other sealed bytes each time.
     *
     * @param publicKey the node's key
     * @param context the order that the payload belongs to
     * @param plain what only the node may read
     * @return the encapsulated key (65 bytes) and the ciphertext, which is 16 bytes longer than {@code plain}
     */
    public static byte[] seal(NodePublicKey publicKey, OrderContext context, byte[] plain) {
        HPKEContextWithEncapsulation sender = Suite.hpke().setupBaseS(publicKey.parameter(), Suite.info());
        byte[] encapsulated = sender.getEncapsulation();
        try {
            byte[] ciphertext = sender.seal(context.associatedData(), plain);
            byte[] sealed = new byte[encapsulated.length + ciphertext.length];
            System.arraycopy(encapsulated, 0, sealed, 0, encapsulated.length);
            System.arraycopy(ciphertext, 0, sealed, encapsulated.length, ciphertext.length);
            return sealed;
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealing fails for no input", e);
        }
    }
}
