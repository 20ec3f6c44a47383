package dev.registrymirror.registries.seal;

import java.util.Base64;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/** The public half of a node's key: a point on P-256 that was checked to be one. */
public final class NodePublicKey {
    private final byte[] encoded;
    private final AsymmetricKeyParameter key;

    private NodePublicKey(byte[] encoded, AsymmetricKeyParameter key) {
        this.encoded = encoded;
        this.key = key;
    }

    /**
     * The key that these bytes are.
     *
     * @param encoded the uncompressed point, 65 bytes: 4, x, y
     * @throws InvalidKeyException if they are no such point, or the point is not on the curve
     */
    public static NodePublicKey decode(byte[] encoded) throws InvalidKeyException {
        if (encoded.length != Suite.PUBLIC_KEY_LENGTH || encoded[0] != 4) {
            throw new InvalidKeyException("a node's public key is an uncompressed point of 65 bytes");
        }
        try {
            return new NodePublicKey(encoded.clone(), Suite.hpke().deserializePublicKey(encoded));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("a node's public key must be a point on the curve P-256", e);
        }
    }

    /**
     * The key that this base64 text is, as it stands in the API.
     *
     * @throws InvalidKeyException if it is no base64 or no key
     */
    public static NodePublicKey decodeBase64(String text) throws InvalidKeyException {
        byte[] encoded;
        try {
            encoded = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("a node's public key is not base64", e);
        }
        return decode(encoded);
    }

    /** The uncompressed point, 65 bytes. */
    public byte[] encode() {
        return encoded.clone();
    }

    /** The same in base64, as it stands in the API. */
    public String encodeBase64() {
        return Base64.getEncoder().encodeToString(encoded);
    }

    AsymmetricKeyParameter parameter() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodePublicKey that && encodeBase64().equals(that.encodeBase64());
    }

    @Override
    public int hashCode() {
        return encodeBase64().hashCode();
    }

    @Override
    public String toString() {
        return encodeBase64();
    }
}
