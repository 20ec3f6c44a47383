package dev.registrymirror.agent.api;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The pod's service account: its token, which is read anew for every request since it rotates, and the cluster's CA. */
public final class ServiceAccount {
    private static final int JWT_PARTS = 3;

    private final Path folder;
    private @Nullable FileTime trustedSince;
    private @Nullable SSLSocketFactory sockets;

    /**
     * The account in a folder.
     *
     * @param folder with the files {@code token} and {@code ca.crt}
     */
    public ServiceAccount(Path folder) {
        this.folder = folder;
    }

    /** Who the token says that we are. */
    public record Claims(String nodeName, String nodeUid) {}

    /** The token. */
    String token() throws IOException {
        return Files.readString(folder.resolve("token")).strip();
    }

    /** The token's claims. The API server has them from the same place, and is not asked. */
    public Claims claims() throws IOException {
        String[] parts = token().split("\\.", -1);
        if (parts.length != JWT_PARTS) throw new IOException(folder.resolve("token") + " is no token");
        Map<String, Object> claims;
        try {
            claims = JSON.std.mapFrom(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IllegalArgumentException e) {
            throw new IOException(folder.resolve("token") + " is no token", e);
        }
        if (claims.get("kubernetes.io") instanceof Map<?, ?> kubernetes
                && kubernetes.get("node") instanceof Map<?, ?> node
                && node.get("name") instanceof String name
                && node.get("uid") instanceof String uid) {
            return new Claims(name, uid);
        }
        throw new IOException(
                "the service account's token does not name its node: Kubernetes 1.30 or later is needed, and a"
                        + " token that is bound to a pod");
    }

    /** Trusts the cluster's CA as it is on disk now, and nobody else. */
    synchronized SSLSocketFactory sockets() throws IOException {
        Path file = folder.resolve("ca.crt");
        FileTime modified = Files.getLastModifiedTime(file);
        if (sockets == null || !modified.equals(trustedSince)) {
            sockets = trusting(Files.readAllBytes(file));
            trustedSince = modified;
        }
        return sockets;
    }

    private static SSLSocketFactory trusting(byte[] pem) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                trusted.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("the cluster's CA cannot be used: " + e.getMessage(), e);
        }
    }
}
