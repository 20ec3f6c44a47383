package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.certificate.CertificateRules;
import dev.registrymirror.registries.check.PemCertificates;
import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.containerd.HostPort;
import dev.registrymirror.registries.findings.Targets.Target;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the certificates on the node say, as far as their files are known. */
final class CertificateFindings {
    private final Subject subject;
    private final String host;

    private CertificateFindings(Subject subject, String host) {
        this.subject = subject;
        this.host = host;
    }

    static void apply(Subject subject) {
        subject.registries().configs().forEach((host, config) -> {
            if (config.tls() != null) {
                new CertificateFindings(subject, host).tls(config.tls());
            }
        });
    }

    private void tls(Tls tls) {
        boolean authority = isThere(tls.caFile(), "ca_file", FindingCode.InvalidCaBundle);
        boolean certificateFile = isThere(tls.certFile(), "cert_file", FindingCode.InvalidCertificate);
        boolean keyFile = isThere(tls.keyFile(), "key_file", FindingCode.InvalidKey);
        String certFile = tls.certFile();
        if (!authority || !certificateFile || !keyFile) {
            return;
        }
        content(tls.caFile()).ifPresent(pem -> authority(tls, pem));
        if (certFile == null || tls.keyFile() == null) {
            return;
        }
        Optional<byte[]> certificate = content(certFile);
        Optional<byte[]> key = content(tls.keyFile());
        if (certificate.isPresent() && key.isPresent()) {
            List<Refusal> refusals = CertificateRules.identity(
                    path("cert_file"), certificate.get(), path("key_file"), Secret.of(key.get()));
            refusals.forEach(subject.report()::add);
        }
        certificate.ifPresentOrElse(this::identity, () -> serverByName(certFile));
    }

    /** Tells of a file that is not on the node, or empty. */
    private boolean isThere(@Nullable String file, String field, FindingCode code) {
        boolean there = content(file).map(bytes -> bytes.length > 0).orElse(true);
        if (!there) {
            add(
                    code,
                    field,
                    "there is no such file on the node, or nothing in it: every pull of this registry fails, at every endpoint",
                    "put the file there before this configuration, or write the path that it has");
        }
        return there;
    }

    private void authority(Tls tls, byte[] pem) {
        Optional<Refusal> refusal = CertificateRules.caBundle(path("ca_file"), pem);
        List<X509Certificate> certificates = PemCertificates.of(pem);
        if (refusal.isPresent() || certificates.isEmpty()) {
            refusal.ifPresent(subject.report()::add);
            return;
        }
        if (!tls.insecureSkipVerify() && servers().findAny().isPresent()) {
            Validity.ofBundle(subject, path("ca_file"), certificates, host);
        }
        X509Certificate only = certificates.getFirst();
        if (certificates.size() == 1 && !Certificates.isAuthority(only)) {
            servers()
                    .filter(server -> !Certificates.covers(Certificates.names(only), server))
                    .findFirst()
                    .ifPresent(server -> name(server, Certificates.names(only)));
        }
    }

    private void name(String server, List<String> names) {
        add(
                FindingCode.CertificateName,
                "ca_file",
                names.isEmpty()
                        ? "the certificate is a server's and has no subject alternative name, without which containerd takes it for no host"
                        : "the certificate is a server's, for %s: containerd does not take it for %s"
                                .formatted(Words.list(names), server),
                "let %s have a certificate with the subject alternative name %s, and write its CA's here"
                        .formatted(server, server));
    }

    private Stream<String> servers() {
        List<String> endpoints = subject.targets().users(host).stream()
                .map(Target::endpoint)
                .filter(endpoint -> !endpoint.isHttp())
                .map(Endpoint::host)
                .distinct()
                .toList();
        return subject.targets().users(host).isEmpty() ? Stream.of(HostPort.withoutPort(host)) : endpoints.stream();
    }

    private void identity(byte[] pem) {
        List<X509Certificate> chain = PemCertificates.of(pem);
        if (chain.isEmpty()) {
            return;
        }
        X509Certificate leaf = chain.getFirst();
        Validity.ofIdentity(subject, path("cert_file"), leaf, host);
        if (!Certificates.isForClients(leaf)) {
            add(
                    FindingCode.ServerIdentity,
                    "cert_file",
                    "the certificate is a server's: a registry that asks clients for one does not take it, and one that does not ask needs none",
                    "use a certificate with the extended key usage clientAuth, or remove %s".formatted(identity()));
        }
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!chain.get(i).getIssuerX500Principal().equals(chain.get(i + 1).getSubjectX500Principal())) {
                add(
                        FindingCode.CertificateChain,
                        "cert_file",
                        "certificate %d of the file was not issued by the one that follows it, and the registry may not find its way to the CA"
                                .formatted(i + 1),
                        "put the client's own certificate first, then the one that issued it, and so on");
                return;
            }
        }
    }

    private void serverByName(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String known = HostPort.withoutPort(host).toLowerCase(Locale.ROOT);
        boolean trusted = file.contains("/ca-trust/") || file.contains("/ca-certificates/");
        int dot = known.indexOf('.');
        boolean named = name.contains(known) || (dot > 0 && name.startsWith(known.substring(0, dot + 1)));
        if (trusted || named || name.contains("server")) {
            subject.report()
                    .add(
                            FindingCode.ServerIdentity,
                            Severity.NOTE,
                            path("cert_file"),
                            "%s are what the node shows to the registry, which most registries do not ask for; by its name the certificate is a server's"
                                    .formatted(identity()),
                            "write the registry's CA as %s, and remove %s unless the registry asks for them"
                                    .formatted(subject.fields().tlsKey(host, "ca_file"), identity()));
        }
    }

    private String identity() {
        String certificate = subject.fields().tlsKey(host, "cert_file");
        String key = subject.fields().tlsKey(host, "key_file");
        // A reference to a Secret is both.
        return certificate.equals(key) ? certificate : certificate + " and " + key;
    }

    private Optional<byte[]> content(@Nullable String file) {
        return file == null ? Optional.empty() : subject.context().files().apply(file);
    }

    private String path(String field) {
        return subject.fields().tls(host, field);
    }

    private void add(FindingCode code, String field, String message, String remedy) {
        subject.report().add(code, path(field), message, remedy);
    }
}
