package dev.registrymirror.registries.certificate;

import dev.registrymirror.registries.model.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** The key pair that Go's crypto/tls finds in PEM text. */
final class PemBlocks {
    private static final String CERTIFICATE = "CERTIFICATE";

    private static final Set<ASN1ObjectIdentifier> GO_CURVES = Set.of(
            SECObjectIdentifiers.secp224r1,
            SECObjectIdentifiers.secp256r1,
            SECObjectIdentifiers.secp384r1,
            SECObjectIdentifiers.secp521r1);

    private PemBlocks() {}

    /** The first certificate, which must be readable: the client's own. */
    static Optional<X509CertificateHolder> leaf(byte[] pem) {
        return blocks(pem).stream()
                .filter(block -> block.getType().equals(CERTIFICATE))
                .findFirst()
                .flatMap(PemBlocks::certificate);
    }

    /** The first private key, which must be readable and not encrypted. */
    static Optional<AsymmetricKeyParameter> privateKey(Secret<byte[]> pem) {
        return blocks(pem.reveal()).stream()
                .filter(block ->
                        block.getType().equals("PRIVATE KEY") || block.getType().endsWith(" PRIVATE KEY"))
                .findFirst()
                .flatMap(PemBlocks::privateKey);
    }

    private static Optional<X509CertificateHolder> certificate(PemObject block) {
        try {
            return Optional.of(new X509CertificateHolder(block.getContent()));
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    /** Go tries each form of a key, whatever the block is called. */
    private static Optional<AsymmetricKeyParameter> privateKey(PemObject block) {
        List<Form> forms = List.of(PrivateKeyInfo::getInstance, PemBlocks::pkcs1, PemBlocks::sec1);
        for (Form form : forms) {
            try {
                return Optional.of(PrivateKeyFactory.createKey(form.read(block.getContent())))
                        .filter(PemBlocks::isKnownToGo);
            } catch (IOException | RuntimeException _) {
                // Another form, or no key at all.
            }
        }
        return Optional.empty();
    }

    private interface Form {
        PrivateKeyInfo read(byte[] der) throws IOException;
    }

    private static PrivateKeyInfo pkcs1(byte[] der) throws IOException {
        return new PrivateKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                RSAPrivateKey.getInstance(der));
    }

    private static PrivateKeyInfo sec1(byte[] der) throws IOException {
        ECPrivateKey key = ECPrivateKey.getInstance(der);
        return new PrivateKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
    }

    private static boolean isKnownToGo(AsymmetricKeyParameter key) {
        return switch (key) {
            case RSAPrivateCrtKeyParameters _, Ed25519PrivateKeyParameters _ -> true;
            case ECPrivateKeyParameters ec ->
                ec.getParameters() instanceof ECNamedDomainParameters named && GO_CURVES.contains(named.getName());
            default -> false;
        };
    }

    /** All PEM blocks that are whole; what is around and between them is passed over. */
    private static List<PemObject> blocks(byte[] pem) {
        List<PemObject> blocks = new ArrayList<>();
        PemReader reader = new PemReader(new StringReader(new String(pem, StandardCharsets.ISO_8859_1)));
        boolean more = true;
        while (more) {
            try {
                PemObject block = reader.readPemObject();
                more = block != null;
                if (block != null) {
                    blocks.add(block);
                }
            } catch (IOException | RuntimeException _) {
                // A broken block, which the reader is past: Go looks for the next one, too.
            }
        }
        return blocks;
    }
}
