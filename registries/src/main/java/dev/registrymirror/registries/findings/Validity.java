package dev.registrymirror.registries.findings;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Certificates that are not valid now, or not for long. */
final class Validity {
    private static final Duration SOON = Duration.ofDays(30);

    private Validity() {}

    /**
     * Tells of a certificate whose time is over, not yet there or nearly over.
     *
     * @param path the field that names its file
     * @param what what it is called in a sentence
     * @param consequence what happens where it is not valid
     */
    static void tell(Subject subject, String path, String what, X509Certificate certificate, String consequence) {
        Instant now = subject.context().now();
        Instant end = certificate.getNotAfter().toInstant();
        Instant begin = certificate.getNotBefore().toInstant();
        if (end.isBefore(now)) {
            subject.report()
                    .add(
                            FindingCode.CertificateExpired,
                            path,
                            "%s expired on %s: %s".formatted(what, day(end), consequence),
                            "put a new certificate there");
        } else if (begin.isAfter(now)) {
            subject.report()
                    .add(
                            FindingCode.CertificateExpired,
                            path,
                            "%s is not valid before %s: %s".formatted(what, day(begin), consequence),
                            "look at the node's clock, or put a certificate there that is valid now");
        } else if (end.isBefore(now.plus(SOON))) {
            subject.report()
                    .add(
                            FindingCode.CertificateExpires,
                            path,
                            "%s expires on %s; then %s".formatted(what, day(end), consequence),
                            "put a new certificate there before");
        }
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
