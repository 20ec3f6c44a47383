package dev.registrymirror.registries.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.registrymirror.registries.check.CaFileRules;
import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.model.Secret;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateRulesTest {
    /** A key of each kind with its certificate, in every PEM form that has one. */
    enum Kind {
        RSA("RSA", null, "SHA256withRSA", "RSA PRIVATE KEY"),
        P256("EC", new ECGenParameterSpec("secp256r1"), "SHA256withECDSA", "EC PRIVATE KEY"),
        P384("EC", new ECGenParameterSpec("secp384r1"), "SHA384withECDSA", "EC PRIVATE KEY"),
        ED25519("Ed25519", null, "Ed25519", null);

        private final String pkcs8;
        private final String certificate;
        private final @Nullable String traditional;

        Kind(String algorithm, @Nullable ECGenParameterSpec spec, String signature, @Nullable String traditional) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
                if (spec != null) {
                    generator.initialize(spec);
                }
                KeyPair pair = generator.generateKeyPair();
                pkcs8 = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
                X500Name name = new X500Name("CN=" + name());
                certificate = pem(
                        "CERTIFICATE",
                        new X509v3CertificateBuilder(
                                        name,
                                        BigInteger.ONE,
                                        Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                                        Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                                        name,
                                        SubjectPublicKeyInfo.getInstance(
                                                pair.getPublic().getEncoded()))
                                .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()))
                                .getEncoded());
                this.traditional = traditional == null
                        ? null
                        : pem(
                                traditional,
                                PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded())
                                        .parsePrivateKey()
                                        .toASN1Primitive()
                                        .getEncoded());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Made for this test by {@code openssl ecparam -genkey}, with the curve in a block of its own before the key. */
    private static final String OPENSSL_KEY = """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIO+rEXD2VkaW2P2Hph+2Xk2LY0kKdk9x5dwvJTzZ87DJoAoGCCqGSM49
            AwEHoUQDQgAEZfpxaSQ7oV/P1ktahoP+rOS6Ove0+uBYg28G/AcnTWZYC4tJC7JV
            393/SuytTF97tZ9X/lhFHS3pdr92KrsItA==
            -----END EC PRIVATE KEY-----
            """;

    private static final String OPENSSL_CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBdjCCAR2gAwIBAgIULznU6Njywua34Qr2Y1J7zBUh6YAwCgYIKoZIzj0EAwIw
            ETEPMA0GA1UEAwwGY2xpZW50MB4XDTI2MTEyNDExMzUyOVoXDTM2MTEyMTExMzUy
            OVowETEPMA0GA1UEAwwGY2xpZW50MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
            ZfpxaSQ7oV/P1ktahoP+rOS6Ove0+uBYg28G/AcnTWZYC4tJC7JV393/SuytTF97
            tZ9X/lhFHS3pdr92KrsItKNTMFEwHQYDVR0OBBYEFCLQygpttXKQLvdtnzk4HlVP
            /JwmMB8GA1UdIwQYMBaAFCLQygpttXKQLvdtnzk4HlVP/JwmMA8GA1UdEwEB/wQF
            MAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgFkKRdO8SedlJOifJEk0pC5rdp/fmgRbR
            uQl0gOmhT9ICIHYmTXowir/E12Kl8tk212+Wqyc6uekCN7VGRRkSrqm9
            -----END CERTIFICATE-----
            """;

    @ParameterizedTest
    @EnumSource
    void takesAnIdentityWhoseKeyFits(Kind kind) {
        assertThat(identity(kind.certificate, kind.pkcs8)).isEmpty();
        assertThat(identity("leading text\n" + kind.certificate + Kind.RSA.certificate, kind.pkcs8))
                .isEmpty();
    }

    @Test
    void takesKeysInTheirTraditionalForms() {
        assertThat(identity(Kind.RSA.certificate, String.valueOf(Kind.RSA.traditional)))
                .isEmpty();
        assertThat(identity(OPENSSL_CERTIFICATE, OPENSSL_KEY)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void refusesAKeyThatDoesNotFit(Kind kind) {
        for (Kind other : Kind.values()) {
            if (other != kind) {
                assertThat(identity(kind.certificate, other.pkcs8))
                        .extracting(Refusal::path, Refusal::code)
                        .containsExactly(tuple("key", RefusalCode.KeyMismatch));
            }
        }
        assertThat(identity(Kind.RSA.certificate + kind.certificate, kind.pkcs8).isEmpty())
                .isEqualTo(kind == Kind.RSA);
    }

    @Test
    void refusesWhatCannotBeReadBothAtOnce() {
        assertThat(identity("", "nothing"))
                .extracting(Refusal::path, Refusal::code)
                .containsExactly(tuple("cert", RefusalCode.InvalidCertificate), tuple("key", RefusalCode.InvalidKey));
        String certificate = Kind.P256.certificate;
        for (String key : List.of(
                certificate,
                pem("ENCRYPTED PRIVATE KEY", new byte[] {48, 3, 2, 1, 0}),
                pem("PRIVATE KEY", new byte[] {1, 2, 3}),
                pem("EC PRIVATE KEY", new byte[0]),
                pem("RSA PRIVATE KEY", new byte[] {48, 0}),
                Kind.P256.pkcs8.substring(0, 60),
                "-----BEGIN PRIVATE KEY-----\n%%%%\n-----END PRIVATE KEY-----\n")) {
            assertThat(identity(certificate, key)).extracting(Refusal::code).containsExactly(RefusalCode.InvalidKey);
        }
    }

    @Test
    void neverHoldsTheKey() {
        String key = Kind.RSA.pkcs8;
        String line = key.lines().skip(2).findFirst().orElseThrow();
        assertThat(identity(Kind.P256.certificate, key).toString()).doesNotContain(line);
    }

    @Test
    void takesABundleWithACertificateAmongOtherThings() {
        String certificate = Kind.P256.certificate;
        for (String bundle : List.of(
                certificate,
                "# comment\n" + certificate + "# more\n" + Kind.RSA.certificate,
                certificate.replace("\n", "\r\n"),
                certificate.strip(),
                pem("CERTIFICATE", new byte[] {1}) + certificate,
                "-----BEGIN CERTIFICATE-----\n%%\n-----END CERTIFICATE-----\n" + certificate,
                pem("X509 CRL", new byte[] {1}) + certificate)) {
            assertThat(caBundle(bundle)).isEmpty();
        }
    }

    @Test
    void refusesABundleWithoutACertificate() {
        String certificate = Kind.P256.certificate;
        for (String bundle : List.of(
                "",
                "certificate",
                Kind.P256.pkcs8,
                pem("CERTIFICATE", new byte[] {1}),
                certificate.replace("CERTIFICATE", "TRUSTED CERTIFICATE"),
                certificate.substring(0, certificate.length() / 2),
                certificate.indent(2),
                certificate.replace("-----BEGIN CERTIFICATE-----\n", "-----BEGIN CERTIFICATE-----\nHeader: x\n\n"))) {
            assertThat(caBundle(bundle)).get().extracting(Refusal::code).isEqualTo(RefusalCode.InvalidCaBundle);
        }
        assertThat(CertificateRules.caBundle("ca", new byte[] {0, -1, 48, -126}))
                .isPresent();
    }

    /** As the operator asks, and as the agent does on a node. */
    private static Optional<Refusal> caBundle(String pem) {
        byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
        Optional<Refusal> refusal = CertificateRules.caBundle("ca", bytes);
        assertThat(CaFileRules.check("ca", bytes).map(Refusal::code)).isEqualTo(refusal.map(Refusal::code));
        return refusal;
    }

    private static List<Refusal> identity(String certificate, String key) {
        return CertificateRules.identity(
                "cert",
                certificate.getBytes(StandardCharsets.UTF_8),
                "key",
                Secret.of(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static String pem(String type, byte[] der) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, der));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
