package dev.registrymirror.registries.containerd;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates and keys in a folder, each certificate named like its file. */
public final class TlsFiles {
    private final Path folder;

    private TlsFiles(Path folder) {
        this.folder = folder;
    }

    /** Makes {@code NAME.crt} and {@code NAME.key} for each name. */
    public static TlsFiles in(Path folder, String... names) {
        try {
            for (String name : names) {
                write(folder, name);
            }
            return new TlsFiles(folder);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where a certificate is. */
    public String certificate(String name) {
        return folder.resolve(name + ".crt").toString();
    }

    /** Where a key is. */
    public String key(String name) {
        return folder.resolve(name + ".key").toString();
    }

    /** What {@link RandomNodes} need, the embedded registry's included, in a folder that is a node's data-dir. */
    public static TlsFiles ofNodes(Path folder) throws IOException {
        in(
                Files.createDirectory(folder.resolve("agent")),
                "server-ca",
                "client-rke2-controller",
                "client-k3s-controller");
        return in(folder, "ca-a", "ca-b", "client-a", "client-b");
    }

    private static void write(Path folder, String name)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        X500Name subject = new X500Name("CN=" + name);
        Instant now = Instant.now();
        byte[] certificate = new X509v3CertificateBuilder(
                        subject,
                        BigInteger.ONE,
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(Duration.ofDays(1))),
                        subject,
                        SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                .build(new JcaContentSignerBuilder("SHA384withECDSA").build(pair.getPrivate()))
                .getEncoded();
        Files.writeString(folder.resolve(name + ".crt"), pem("CERTIFICATE", certificate));
        Files.writeString(
                folder.resolve(name + ".key"),
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    private static String pem(String type, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type);
    }
}
