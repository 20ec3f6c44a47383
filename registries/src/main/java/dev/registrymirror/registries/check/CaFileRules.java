package dev.registrymirror.registries.check;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;

/**
 * Whether a CA file that is on the node already will do, with nothing but the JDK, so that it can be asked on the node itself. Reads
 * PEM as Go's crypto/x509 does: blocks that are no readable certificate are passed over, but one must be there.
 */
public final class CaFileRules {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private CaFileRules() {}

    /**
     * Checks a CA file's content.
     *
     * @param path the field that names the file, for the refusal
     * @param pem what the file holds
     */
    public static Optional<Refusal> check(String path, byte[] pem) {
        return holdsCertificate(new String(pem, StandardCharsets.ISO_8859_1))
                ? Optional.empty()
                : Optional.of(new Refusal(
                        path,
                        RefusalCode.InvalidCaBundle,
                        "there is no certificate in the CA file: every pull of this registry would fail, at every endpoint",
                        "put the CA's certificate there in PEM, beginning with " + BEGIN));
    }

    private static boolean holdsCertificate(String pem) {
        for (int begin = pem.indexOf(BEGIN); begin >= 0; begin = pem.indexOf(BEGIN, begin + 1)) {
            int end = pem.indexOf(END, begin);
            if (end < 0) {
                return false;
            }
            // To Go a block begins and ends at the beginning of a line: an indented one is none.
            boolean atLineStart = (begin == 0 || pem.charAt(begin - 1) == '\n') && pem.charAt(end - 1) == '\n';
            if (atLineStart && isCertificate(pem.substring(begin + BEGIN.length(), end))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCertificate(String base64) {
        // The MIME decoder passes over what is not base64, a header's colon too; such a block is not for Go.
        if (base64.indexOf(':') >= 0) {
            return false;
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return true;
        } catch (CertificateException | IllegalArgumentException _) {
            return false;
        }
    }
}
