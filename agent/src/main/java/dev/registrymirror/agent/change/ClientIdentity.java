package dev.registrymirror.agent.change;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether certificate and key on a node are a client's identity, with nothing but the JDK. */
enum ClientIdentity {
    FITS,
    NO_CERTIFICATE,
    NO_KEY,
    ENCRYPTED_KEY,
    MISMATCH;

    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^-----BEGIN ([A-Z0-9 ]+)-----\\s*$(.*?)^-----END \\1-----\\s*$");
    private static final String KEY = "PRIVATE KEY";
    private static final byte[] CHALLENGE = "do they fit".getBytes(StandardCharsets.US_ASCII);

    /** Judges PEM files as Go's tls.X509KeyPair does: the first certificate is the client's own, the first key its key. */
    static ClientIdentity of(byte[] certificateFile, byte[] keyFile) {
        Matcher certificate = block(certificateFile, "CERTIFICATE");
        if (certificate == null) return NO_CERTIFICATE;
        Matcher key = block(keyFile, KEY);
        if (key == null) return NO_KEY;
        if (key.group(1).equals("ENCRYPTED PRIVATE KEY") || key.group(2).contains("ENCRYPTED")) return ENCRYPTED_KEY;
        PublicKey publicKey;
        try {
            publicKey = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der(certificate)))
                    .getPublicKey();
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return NO_CERTIFICATE;
        }
        try {
            boolean pkcs8 = key.group(1).equals("PRIVATE KEY");
            byte[] encoded = pkcs8 ? der(key) : pkcs8(publicKey, der(key));
            PrivateKey privateKey =
                    KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return signs(privateKey, publicKey) ? FITS : MISMATCH;
        } catch (IllegalArgumentException _) {
            return NO_KEY;
        } catch (GeneralSecurityException _) {
            // A key of another kind than the certificate's is not read as one of its kind.
            return MISMATCH;
        }
    }

    private static boolean signs(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        String algorithm = switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> publicKey.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(privateKey);
        signature.update(CHALLENGE);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(CHALLENGE);
        return signature.verify(signed);
    }

    /**
     * A key in the older forms (PKCS #1 for RSA, SEC 1 for elliptic curves) as PKCS #8, which is all that the JDK reads: version,
     * algorithm, and the key as it was. The algorithm stands in the public key (RFC 5280, SubjectPublicKeyInfo), first in its sequence.
     */
    private static byte[] pkcs8(PublicKey publicKey, byte[] key) {
        byte[] info = publicKey.getEncoded();
        int start = contentOffset(info, 0);
        int end = contentOffset(info, start) + contentLength(info, start);
        var inner = new ByteArrayOutputStream();
        inner.writeBytes(new byte[] {0x02, 0x01, 0x00});
        inner.write(info, start, end - start);
        inner.writeBytes(tagged(0x04, key));
        return tagged(0x30, inner.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static int contentOffset(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int contentLength(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        if (length < 0x80) return length;
        int value = 0;
        for (int i = at + 2; i < contentOffset(der, at); i++) value = value << 8 | (der[i] & 0xff);
        return value;
    }

    private static byte[] der(Matcher block) {
        return Base64.getMimeDecoder().decode(block.group(2));
    }

    /** The first block of that kind. */
    private static @Nullable Matcher block(byte[] pem, String kind) {
        Matcher matcher = BLOCK.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            String found = matcher.group(1);
            if (found.equals(kind) || (kind.equals(KEY) && found.endsWith(" " + kind))) return matcher;
        }
        return null;
    }
}
