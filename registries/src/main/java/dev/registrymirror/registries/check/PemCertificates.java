package dev.registrymirror.registries.check;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The certificates in a PEM text that Go's crypto/x509 adds to a pool, with nothing but the JDK, so that it can be asked on a node, too.
 * Blocks that are no readable certificate are passed over, and so are those with headers.
 */
public final class PemCertificates {
    /** The line with which a certificate begins. */
    public static final String BEGIN = "-----BEGIN CERTIFICATE-----";

    private static final String END = "-----END CERTIFICATE-----";

    private PemCertificates() {}

    /** All of them, in their order. */
    public static List<X509Certificate> of(byte[] pem) {
        String text = new String(pem, StandardCharsets.ISO_8859_1);
        List<X509Certificate> certificates = new ArrayList<>();
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, begin + 1)) {
            int end = text.indexOf(END, begin);
            if (end < 0) {
                break;
            }
            // To Go a block begins and ends at the beginning of a line: an indented one is none.
            boolean atLineStart = (begin == 0 || text.charAt(begin - 1) == '\n') && text.charAt(end - 1) == '\n';
            if (atLineStart) {
                certificate(text.substring(begin + BEGIN.length(), end)).ifPresent(certificates::add);
            }
        }
        return List.copyOf(certificates);
    }

    private static Optional<X509Certificate> certificate(String base64) {
        // The MIME decoder passes over what is not base64, a header's colon too; such a block is not for Go.
        if (base64.indexOf(':') >= 0) {
            return Optional.empty();
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der))
                            instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (CertificateException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
