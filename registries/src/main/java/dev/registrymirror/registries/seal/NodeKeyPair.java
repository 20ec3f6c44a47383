package dev.registrymirror.registries.seal;

import dev.registrymirror.registries.model.Secret;
import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.hpke.HPKE;

/** A node's key. The private half never leaves the node. */
public final class NodeKeyPair {
    private final NodePublicKey publicKey;
    private final AsymmetricCipherKeyPair keyPair;

    private NodeKeyPair(NodePublicKey publicKey, AsymmetricCipherKeyPair keyPair) {
        this.publicKey = publicKey;
        this.keyPair = keyPair;
    }

    /** A new key, from the platform's secure random source. */
    public static NodeKeyPair generate() {
        return of(Suite.hpke().generatePrivateKey());
    }

    /**
     * The key pair with this private half.
     *
     * @param scalar the private scalar, 32 bytes, big-endian, at least 1 and below the curve's order
     * @throws InvalidKeyException if it is not that
     */
    public static NodeKeyPair decode(Secret<byte[]> scalar) throws InvalidKeyException {
        byte[] bytes = scalar.reveal();
        if (bytes.length != Suite.PRIVATE_KEY_LENGTH) {
            throw new InvalidKeyException(
                    "a node's private key has %d bytes, not %d".formatted(Suite.PRIVATE_KEY_LENGTH, bytes.length));
        }
        X9ECParameters curve = CustomNamedCurves.getByName("P-256");
        BigInteger d = new BigInteger(1, bytes);
        if (d.signum() == 0 || d.compareTo(curve.getN()) >= 0) {
            throw new InvalidKeyException("a node's private key must be at least 1 and below the order of P-256");
        }
        byte[] point = curve.getG().multiply(d).getEncoded(false);
        return of(Suite.hpke().deserializePrivateKey(bytes, point));
    }

    private static NodeKeyPair of(AsymmetricCipherKeyPair keyPair) {
        try {
            byte[] point = Suite.hpke().serializePublicKey(keyPair.getPublic());
            return new NodeKeyPair(NodePublicKey.decode(point), keyPair);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a key pair's own point must be on the curve", e);
        }
    }

    /** The public half. */
    public NodePublicKey publicKey() {
        return publicKey;
    }

    /** The private scalar, 32 bytes, big-endian, for {@link #decode}. */
    public Secret<byte[]> encode() {
        HPKE hpke = Suite.hpke();
        return Secret.of(hpke.serializePrivateKey(keyPair.getPrivate()));
    }

    AsymmetricCipherKeyPair parameters() {
        return keyPair;
    }

    /** Tells the public half only. */
    @Override
    public String toString() {
        return "NodeKeyPair[" + publicKey + "]";
    }
}
