package dev.registrymirror.registries.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Tls;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertificateFindingsTest {
    private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant OTHER_DAY = Instant.parse("2026-12-20T00:00:00Z");
    private static final Instant PAST = Instant.parse("2026-11-23T00:00:00Z");
    private static final KeyPair PAIR = pair();

    @Test
    void a_sound_authority_and_a_sound_identity_have_no_finding() throws Exception {
        assertThat(codes(Map.of("/ca", authority(LATER), "/cert", client(LATER), "/key", key(PAIR)), IDENTITY))
                .isEmpty();
    }

    @Test
    void a_certificate_that_has_expired_is_an_error() throws Exception {
        assertThat(codes(Map.of("/ca", authority(PAST), "/cert", client(PAST), "/key", key(PAIR)), IDENTITY))
                .containsExactly("CertificateExpired ca_file", "CertificateExpired cert_file");
    }

    @Test
    void a_certificate_that_expires_within_30_days_is_a_warning() throws Exception {
        assertThat(codes(Map.of("/ca", authority(OTHER_DAY), "/cert", client(OTHER_DAY), "/key", key(PAIR)), IDENTITY))
                .containsExactly("CertificateExpires ca_file", "CertificateExpires cert_file");
    }

    @Test
    void an_old_certificate_beside_a_valid_one_is_a_note() throws Exception {
        assertThat(severities(Map.of("/ca", old("CN=other") + authority(LATER)), CA))
                .containsExactly("NOTE CertificateExpired ca_file");
    }

    @Test
    void what_go_takes_for_no_certificate_is_none() throws Exception {
        assertThat(codes(Map.of("/ca", authority(LATER) + old("CN=other").indent(2)), CA))
                .isEmpty();
    }

    @Test
    void an_old_certificate_whose_authority_has_a_new_one_of_the_same_key_does_no_harm() throws Exception {
        assertThat(codes(Map.of("/ca", authority(PAST) + authority(LATER)), CA)).isEmpty();
    }

    @Test
    void a_bundle_in_which_every_certificate_is_old_is_an_error() throws Exception {
        assertThat(severities(Map.of("/ca", old("CN=other") + authority(PAST)), CA))
                .containsExactly("ERROR CertificateExpired ca_file");
    }

    @Test
    void the_certificate_that_will_follow_does_no_harm_beside_the_one_that_is_valid() throws Exception {
        String next = certificate("CN=next", "CN=next", LATER, LATER.plus(Duration.ofDays(365)), null, null, true);
        assertThat(codes(Map.of("/ca", authority(LATER) + next), CA)).isEmpty();
        assertThat(codes(Map.of("/ca", authority(OTHER_DAY) + next), CA)).containsExactly("CertificateExpires ca_file");
        Instant soon = NOW.plus(Duration.ofDays(10));
        String inTime = certificate("CN=next", "CN=next", soon, LATER, null, null, true);
        assertThat(codes(Map.of("/ca", authority(OTHER_DAY) + inTime), CA)).isEmpty();
    }

    @Test
    void a_certificate_of_an_authority_that_nobody_looks_at_may_be_old() throws Exception {
        assertThat(codes(Map.of("/ca", authority(PAST)), new Tls("/ca", null, null, true)))
                .containsExactly("InsecureSkipVerify insecure_skip_verify");
        Registries plain = Registries.of(
                Map.of("docker.io", Mirror.of(List.of("http://m.example:5000"), Map.of())),
                Map.of("m.example:5000", new HostConfig(null, CA)));
        assertThat(findings(Map.of("/ca", authority(PAST)), plain, NOW))
                .extracting(Finding::code)
                .containsExactly(FindingCode.TlsOnHttp);
    }

    @Test
    void what_containerd_cannot_load_has_the_findings_of_the_operators_refusals() throws Exception {
        assertThat(codes(Map.of("/ca", "no PEM", "/cert", "no PEM", "/key", "no PEM"), IDENTITY))
                .containsExactly("InvalidCaBundle ca_file", "InvalidCertificate cert_file", "InvalidKey key_file");
        assertThat(codes(Map.of("/cert", client(LATER), "/key", key(pair())), IDENTITY))
                .containsExactly("KeyMismatch key_file");
    }

    @Test
    void a_servers_certificate_instead_of_its_authoritys_must_be_for_the_endpoints_host() throws Exception {
        assertThat(codes(Map.of("/ca", server("m.example")), CA)).isEmpty();
        assertThat(codes(Map.of("/ca", server("*.example")), CA)).isEmpty();
        assertThat(codes(Map.of("/ca", server("other.example")), CA)).containsExactly("CertificateName ca_file");
        assertThat(codes(Map.of("/ca", server(null)), CA)).containsExactly("CertificateName ca_file");
    }

    @Test
    void a_servers_certificate_for_an_address_must_be_for_this_address() throws Exception {
        String certificate = certificate(
                "CN=server", "CN=ca", BEGIN, LATER, PAIR, KeyPurposeId.id_kp_serverAuth, "2001:db8::1", false);
        Map<String, String> files = Map.of("/ca", certificate);
        assertThat(findings(files, at("https://[2001:db8:0::1]:5000", "[2001:db8:0::1]:5000"), NOW))
                .isEmpty();
        assertThat(findings(files, at("https://[2001:db8::2]:5000", "[2001:db8::2]:5000"), NOW))
                .extracting(Finding::code)
                .containsExactly(FindingCode.CertificateName);
    }

    private static Registries at(String endpoint, String host) {
        return Registries.of(
                Map.of("docker.io", Mirror.of(List.of(endpoint), Map.of())), Map.of(host, new HostConfig(null, CA)));
    }

    @Test
    void a_certificate_for_any_use_is_one_of_a_client() throws Exception {
        String leaf = certificate("CN=m.example", "CN=ca", LATER, KeyPurposeId.anyExtendedKeyUsage, "m.example", false);
        assertThat(codes(Map.of("/cert", leaf, "/key", key(PAIR)), IDENTITY)).isEmpty();
    }

    @Test
    void a_servers_key_pair_is_none_of_a_client() throws Exception {
        String leaf = certificate("CN=m.example", "CN=ca", LATER, KeyPurposeId.id_kp_serverAuth, "m.example", false);
        assertThat(codes(Map.of("/cert", leaf, "/key", key(PAIR)), IDENTITY))
                .containsExactly("ServerIdentity cert_file");
    }

    @Test
    void a_chain_must_lead_from_each_certificate_to_the_next() throws Exception {
        String issuer = certificate("CN=ca", "CN=root", LATER, null, null, true);
        String stranger = certificate("CN=stranger", "CN=root", LATER, null, null, true);
        assertThat(codes(Map.of("/cert", client(LATER) + issuer, "/key", key(PAIR)), IDENTITY))
                .isEmpty();
        assertThat(codes(Map.of("/cert", client(LATER) + stranger, "/key", key(PAIR)), IDENTITY))
                .containsExactly("CertificateChain cert_file");
    }

    @Test
    void a_file_that_is_not_on_the_node_fails_every_pull() throws Exception {
        assertThat(codes(Map.of("/ca", ""), CA)).containsExactly("InvalidCaBundle ca_file");
        assertThat(codes(Map.of("/ca", authority(LATER), "/cert", "", "/key", ""), IDENTITY))
                .containsExactly("InvalidCertificate cert_file", "InvalidKey key_file");
    }

    @Test
    void what_stands_around_certificates_and_keys_does_no_harm() throws Exception {
        String text = "Bag Attributes\n    friendlyName: ca\nsubject=CN = ca\n\n";
        assertThat(codes(Map.of("/ca", text + authority(LATER)), CA)).isEmpty();
        assertThat(codes(Map.of("/ca", authority(LATER).replace("\n", "\r\n")), CA))
                .isEmpty();
        String both = client(LATER) + key(PAIR);
        assertThat(codes(Map.of("/cert", both, "/key", both), IDENTITY)).isEmpty();
    }

    @Test
    void a_certificate_without_pem_around_it_is_told_how_to_get_it() throws Exception {
        String base64 = authority(LATER).replaceAll("-----[^-]*-----|\\s", "");
        byte[] der = Base64.getDecoder().decode(base64);
        CheckContext context =
                CheckContext.of(NodeOptions.defaults(Distribution.RKE2), NOW).withFiles(_ -> Optional.of(der));
        assertThat(Findings.of(
                        Registries.of(Map.of(), Map.of("m.example:5000", new HostConfig(null, CA))),
                        new FileFields(),
                        context))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("openssl x509 -inform der"));
    }

    @Test
    void a_chain_that_begins_with_the_authority_has_another_key() throws Exception {
        KeyPair other = pair();
        assertThat(codes(Map.of("/cert", authority(LATER) + client(LATER), "/key", key(other)), IDENTITY))
                .containsExactly("KeyMismatch key_file", "CertificateChain cert_file");
    }

    @Test
    void a_certificate_that_is_not_valid_yet_is_an_error() throws Exception {
        assertThat(codes(Map.of("/ca", authority(LATER)), CA, Instant.parse("2019-12-31T00:00:00Z")))
                .containsExactly("CertificateExpired ca_file");
    }

    @Test
    void a_bundle_of_several_authorities_need_not_be_for_the_host() throws Exception {
        assertThat(codes(Map.of("/ca", server("other.example") + authority(LATER)), CA))
                .isEmpty();
    }

    @Test
    void files_that_are_not_known_have_no_finding() throws Exception {
        assertThat(codes(Map.of(), IDENTITY)).isEmpty();
    }

    private static final Tls CA = new Tls("/ca", null, null, false);
    private static final Tls IDENTITY = new Tls("/ca", "/cert", "/key", false);

    private static List<String> codes(Map<String, String> files, Tls tls) {
        return codes(files, tls, NOW);
    }

    private static List<String> codes(Map<String, String> files, Tls tls, Instant now) {
        return findings(files, withTls(tls), now).stream()
                .map(CertificateFindingsTest::codeAndField)
                .toList();
    }

    private static List<String> severities(Map<String, String> files, Tls tls) {
        return findings(files, withTls(tls), NOW).stream()
                .map(finding -> finding.severity() + " " + codeAndField(finding))
                .toList();
    }

    private static String codeAndField(Finding finding) {
        return finding.code() + finding.path().replaceFirst("^.*[.]tls[.]", " ");
    }

    private static Registries withTls(Tls tls) {
        return Registries.of(
                Map.of("docker.io", Mirror.of(List.of("https://m.example:5000"), Map.of())),
                Map.of("m.example:5000", new HostConfig(null, tls)));
    }

    private static List<Finding> findings(Map<String, String> files, Registries registries, Instant now) {
        CheckContext context = CheckContext.of(NodeOptions.defaults(Distribution.RKE2), now)
                .withFiles(path ->
                        Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.US_ASCII)));
        return Findings.of(registries, new FileFields(), context);
    }

    /** An authority of another key whose time is over. */
    private static String old(String name) throws Exception {
        return certificate(name, name, BEGIN, PAST, pair(), null, null, true);
    }

    private static String authority(Instant end) throws Exception {
        return certificate("CN=ca", "CN=ca", end, null, null, true);
    }

    private static String client(Instant end) throws Exception {
        return certificate("CN=node", "CN=ca", end, KeyPurposeId.id_kp_clientAuth, null, false);
    }

    private static String server(@Nullable String name) throws Exception {
        return certificate("CN=m.example", "CN=m.example", LATER, null, name, false);
    }

    private static String certificate(
            String subject, String issuer, Instant end, @Nullable KeyPurposeId use, @Nullable String name, boolean ca)
            throws Exception {
        return certificate(subject, issuer, BEGIN, end, use, name, ca);
    }

    private static String certificate(
            String subject,
            String issuer,
            Instant begin,
            Instant end,
            @Nullable KeyPurposeId use,
            @Nullable String name,
            boolean ca)
            throws Exception {
        return certificate(subject, issuer, begin, end, PAIR, use, name, ca);
    }

    private static String certificate(
            String subject,
            String issuer,
            Instant begin,
            Instant end,
            KeyPair pair,
            @Nullable KeyPurposeId use,
            @Nullable String name,
            boolean ca)
            throws Exception {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.ONE,
                Date.from(begin),
                Date.from(end),
                new X500Name(subject),
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        if (ca) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        }
        if (use != null) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(use));
        }
        if (name != null) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(
                            name.indexOf(':') < 0 ? GeneralName.dNSName : GeneralName.iPAddress, name)));
        }
        return pem(
                "CERTIFICATE",
                builder.build(new JcaContentSignerBuilder("Ed25519").build(pair.getPrivate()))
                        .getEncoded());
    }

    private static String key(KeyPair pair) throws Exception {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String type, byte[] der) throws Exception {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, der));
        }
        return text.toString();
    }
}
