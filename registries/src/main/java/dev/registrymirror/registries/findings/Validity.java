package dev.registrymirror.registries.findings;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/** Certificates that are not valid now, or not for long. */
final class Validity {
    private static final Duration SOON = Duration.ofDays(30);

    private final Subject subject;
    private final String path;
    private final Instant now;

    private Validity(Subject subject, String path) {
        this.subject = subject;
        this.path = path;
        this.now = subject.context().now();
    }

    /**
     * Tells of a client's certificate whose time is over, not yet there or nearly over.
     *
     * @param path the field that names its file
     * @param host the host that it is shown to
     */
    static void ofIdentity(Subject subject, String path, X509Certificate certificate, String host) {
        Validity validity = new Validity(subject, path);
        String consequence = "%s does not take it".formatted(host);
        if (validity.isValid(certificate)) {
            validity.end("the client certificate", end(certificate), consequence);
        } else {
            validity.invalid("the client certificate", certificate, consequence);
        }
    }

    /**
     * Tells of a bundle of CAs of which none is valid, or not all. Go's crypto/x509 takes every certificate of it for a root, whatever its
     * time, and then looks for one way from the server's certificate to a root on which all are valid: old ones are in nobody's way, but
     * what only they have signed is refused. containerd adds the bundle to what the node trusts anyway.
     *
     * @param path the field that names its file
     * @param bundle at least one certificate
     * @param host the host whose certificate it is to prove
     */
    static void ofBundle(Subject subject, String path, List<X509Certificate> bundle, String host) {
        Validity validity = new Validity(subject, path);
        List<X509Certificate> valid = bundle.stream().filter(validity::isValid).toList();
        if (valid.isEmpty()) {
            validity.invalid(
                    bundle.size() == 1
                            ? "the CA's certificate"
                            : "of the bundle's %d certificates none is valid, and the last one"
                                    .formatted(bundle.size()),
                    last(bundle),
                    "pulls from %s fail, unless the node itself trusts the CA of that host".formatted(host));
            return;
        }
        Instant end = end(last(valid));
        if (bundle.stream().noneMatch(next -> begin(next).isBefore(end) && !validity.isSoon(end(next)))) {
            validity.end(
                    bundle.size() == 1 ? "the CA's certificate" : "the last valid certificate of the bundle",
                    end,
                    "pulls from %s fail".formatted(host));
        }
        validity.old(bundle, valid, host);
    }

    private void old(List<X509Certificate> bundle, List<X509Certificate> valid, String host) {
        List<X509Certificate> old = bundle.stream()
                .filter(certificate -> end(certificate).isBefore(now))
                .filter(certificate -> valid.stream().noneMatch(other -> replaces(other, certificate)))
                .toList();
        if (!old.isEmpty()) {
            subject.report()
                    .add(
                            FindingCode.CertificateExpired,
                            Severity.NOTE,
                            path,
                            "%d of the bundle's %d certificates expired, the last one on %s: that is in nobody's way, but pulls from %s fail if its CA is among them"
                                    .formatted(old.size(), bundle.size(), day(end(last(old))), host),
                            "remove them once no registry needs them any more");
        }
    }

    private void invalid(String what, X509Certificate certificate, String consequence) {
        boolean over = end(certificate).isBefore(now);
        subject.report()
                .add(
                        FindingCode.CertificateExpired,
                        Severity.ERROR,
                        path,
                        "%s %s %s: %s"
                                .formatted(
                                        what,
                                        over ? "expired on" : "is not valid before",
                                        day(over ? end(certificate) : begin(certificate)),
                                        consequence),
                        over
                                ? "put a new certificate there"
                                : "look at the node's clock, or put a certificate there that is valid now");
    }

    private void end(String what, Instant end, String consequence) {
        if (isSoon(end)) {
            subject.report()
                    .add(
                            FindingCode.CertificateExpires,
                            path,
                            "%s expires on %s; then %s".formatted(what, day(end), consequence),
                            "put a new certificate there before");
        }
    }

    private boolean isValid(X509Certificate certificate) {
        return !begin(certificate).isAfter(now) && !end(certificate).isBefore(now);
    }

    private boolean isSoon(Instant end) {
        return end.isBefore(now.plus(SOON));
    }

    /** Whether what one has signed is proved by the other as well. */
    private static boolean replaces(X509Certificate one, X509Certificate other) {
        return one.getSubjectX500Principal().equals(other.getSubjectX500Principal())
                && one.getPublicKey().equals(other.getPublicKey());
    }

    private static X509Certificate last(List<X509Certificate> certificates) {
        return certificates.stream()
                .max(Comparator.comparing(X509Certificate::getNotAfter))
                .orElseThrow();
    }

    private static Instant begin(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant();
    }

    private static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
