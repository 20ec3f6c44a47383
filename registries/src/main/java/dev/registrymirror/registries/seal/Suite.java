package dev.registrymirror.registries.seal;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.hpke.HPKE;

/** The one HPKE suite that is used: base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
final class Suite {
    /** Length of an uncompressed public key, and so of an encapsulated key, in bytes. */
    static final int PUBLIC_KEY_LENGTH = 65;

    /** Length of a private scalar in bytes. */
    static final int PRIVATE_KEY_LENGTH = 32;

    /** Length of the authentication tag in bytes. */
    static final int TAG_LENGTH = 16;

    private Suite() {}

    static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_P256_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }

    /** HPKE's info: what the key is used for, so that a payload sealed for anything else does not open here. */
    static byte[] info() {
        return "registrymirror.dev/v1 order payload".getBytes(StandardCharsets.US_ASCII);
    }
}
