package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.model.IpAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What certificates say about themselves. */
final class Certificates {
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USE = "2.5.29.37.0";
    private static final int DNS = 2;
    private static final int IP = 7;

    private Certificates() {}

    /** Whether it may sign other certificates. One of version 1 does not say, and may. */
    static boolean isAuthority(X509Certificate certificate) {
        return certificate.getVersion() < 3 || certificate.getBasicConstraints() >= 0;
    }

    /** Whether a server takes it from a client. */
    static boolean isForClients(X509Certificate certificate) {
        try {
            List<String> uses = certificate.getExtendedKeyUsage();
            return uses == null || uses.contains(CLIENT_AUTH) || uses.contains(ANY_USE);
        } catch (CertificateParsingException _) {
            return true;
        }
    }

    /** The hosts and addresses that it is for. */
    static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.get(0) instanceof Integer kind && (kind == DNS || kind == IP))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }

    /** Whether one of the names is this host's; {@code *.example.com} stands for one label. */
    static boolean covers(List<String> names, String host) {
        String wanted = host.toLowerCase(Locale.ROOT).replace("[", "").replace("]", "");
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).anyMatch(name -> {
            int dot = wanted.indexOf('.');
            return name.equals(wanted)
                    || IpAddress.isSameIpv6(name, wanted)
                    || (name.startsWith("*.")
                            && dot > 0
                            && wanted.substring(dot).equals(name.substring(1)));
        });
    }
}
