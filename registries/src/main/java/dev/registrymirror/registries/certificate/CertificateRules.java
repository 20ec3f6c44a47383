package dev.registrymirror.registries.certificate;

import dev.registrymirror.registries.check.PemCertificates;
import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/**
 * Whether containerd can load certificates and keys. A CA file without a certificate, or a key that is not the certificate's, fails
 * every pull of a registry at every endpoint. What counts as PEM follows Go's crypto/x509 and crypto/tls.
 */
public final class CertificateRules {
    private CertificateRules() {}

    /**
     * Checks a CA bundle: as Go does, blocks that are no readable certificate are passed over, but one must be there.
     *
     * @param path the field that names the bundle, for the refusal
     * @param pem PEM text
     */
    public static Optional<Refusal> caBundle(String path, byte[] pem) {
        return PemCertificates.of(pem).isEmpty()
                ? Optional.of(new Refusal(
                        path,
                        RefusalCode.InvalidCaBundle,
                        "there is no certificate in the CA bundle: every pull of this registry would fail, at every endpoint",
                        isDer(pem)
                                ? "it is in DER: make PEM of it with openssl x509 -inform der -in FILE -out FILE"
                                : "put the CA's certificate there in PEM, beginning with " + PemCertificates.BEGIN))
                : Optional.empty();
    }

    /** Whether it begins as a certificate does without PEM around it. */
    private static boolean isDer(byte[] file) {
        return file.length > 1 && file[0] == 0x30 && (file[1] & 0x80) != 0;
    }

    /**
     * Checks a client's certificate and its key.
     *
     * @param certificatePath the field that names the certificate, for refusals
     * @param certificate PEM text, the client's certificate first
     * @param keyPath the field that names the key, for refusals
     * @param key PEM text of an unencrypted key (PKCS#8, PKCS#1 or SEC 1)
     */
    public static List<Refusal> identity(
            String certificatePath, byte[] certificate, String keyPath, Secret<byte[]> key) {
        List<Refusal> refusals = new ArrayList<>();
        Optional<X509CertificateHolder> leaf = PemBlocks.leaf(certificate);
        if (leaf.isEmpty()) {
            refusals.add(new Refusal(
                    certificatePath,
                    RefusalCode.InvalidCertificate,
                    "the client certificate cannot be read: every pull of this registry would fail, at every endpoint",
                    "put the certificate there in PEM, beginning with " + PemCertificates.BEGIN));
        }
        Optional<AsymmetricKeyParameter> privateKey = PemBlocks.privateKey(key);
        if (privateKey.isEmpty()) {
            refusals.add(new Refusal(
                    keyPath,
                    RefusalCode.InvalidKey,
                    "the client key cannot be read: every pull of this registry would fail, at every endpoint",
                    "put an RSA, ECDSA or Ed25519 key there in PEM, without a passphrase"));
        }
        if (leaf.isPresent() && privateKey.isPresent() && !KeyPairs.fit(leaf.get(), privateKey.get())) {
            refusals.add(
                    new Refusal(
                            keyPath,
                            RefusalCode.KeyMismatch,
                            "the key is not that of the client certificate: every pull of this registry would fail, at every endpoint",
                            "use the key that the certificate was made for; the client's own certificate comes first in its file"));
        }
        return List.copyOf(refusals);
    }
}
