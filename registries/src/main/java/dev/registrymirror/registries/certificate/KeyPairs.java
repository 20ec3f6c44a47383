package dev.registrymirror.registries.certificate;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Whether a private key is that of a certificate. */
final class KeyPairs {
    private KeyPairs() {}

    static boolean fit(X509CertificateHolder certificate, AsymmetricKeyParameter privateKey) {
        AsymmetricKeyParameter publicKey;
        try {
            publicKey = PublicKeyFactory.createKey(certificate.getSubjectPublicKeyInfo());
        } catch (IOException | RuntimeException _) {
            return false;
        }
        return switch (privateKey) {
            case RSAPrivateCrtKeyParameters rsa ->
                publicKey instanceof RSAKeyParameters other
                        && rsa.getModulus().equals(other.getModulus())
                        && rsa.getPublicExponent().equals(other.getExponent());
            case ECPrivateKeyParameters ec ->
                publicKey instanceof ECPublicKeyParameters other
                        && ec.getParameters()
                                .getCurve()
                                .equals(other.getParameters().getCurve())
                        && ec.getParameters().getG().multiply(ec.getD()).equals(other.getQ());
            case Ed25519PrivateKeyParameters ed ->
                publicKey instanceof Ed25519PublicKeyParameters other
                        && Arrays.equals(ed.generatePublicKey().getEncoded(), other.getEncoded());
            default -> false;
        };
    }
}
