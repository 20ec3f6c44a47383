package dev.registrymirror.agent.change;

import dev.registrymirror.registries.compose.NodeFile;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether every certificate and key that a registries.yaml names is there and can be read: one that is not fails every pull of its
 * registry, at every endpoint. Whether a key fits its certificate is for the operator to check, which has the means.
 */
final class Certificates {
    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN ([A-Z]+ )*PRIVATE KEY-----\\s[A-Za-z0-9+/=\\s:,-]+-----END ([A-Z]+ )*PRIVATE KEY-----");

    private final HostFiles host;
    private final Map<String, byte[]> sent = new HashMap<>();
    private final List<String> errors = new ArrayList<>();

    private Certificates(HostFiles host, Path folder, List<NodeFile> files) {
        this.host = host;
        for (NodeFile file : files) {
            sent.put(folder.resolve(file.name()).toString(), file.content().reveal());
        }
    }

    /** What is wrong, one sentence each, beginning with the field of the file. */
    static List<String> errors(Registries registries, HostFiles host, Path folder, List<NodeFile> files)
            throws IOException {
        Certificates certificates = new Certificates(host, folder, files);
        for (Map.Entry<String, HostConfig> entry : registries.configs().entrySet()) {
            Tls tls = entry.getValue().tls();
            if (tls != null) certificates.check("configs[\"" + entry.getKey() + "\"].tls.", tls);
        }
        return certificates.errors;
    }

    private void check(String path, Tls tls) throws IOException {
        if ((tls.certFile() == null) != (tls.keyFile() == null)) {
            errors.add(path + (tls.certFile() == null ? "cert_file" : "key_file")
                    + " is missing: cert_file and key_file go together");
        }
        checkCertificates(path + "ca_file", tls.caFile());
        checkCertificates(path + "cert_file", tls.certFile());
        checkKey(path + "key_file", tls.keyFile());
    }

    private void checkCertificates(String field, @Nullable String file) throws IOException {
        byte[] content = content(field, file);
        if (content == null) return;
        try {
            boolean none = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(content))
                    .isEmpty();
            if (none) errors.add(field + ": " + file + " holds no certificate");
        } catch (CertificateException _) {
            errors.add(field + ": " + file + " holds a certificate that does not parse");
        }
    }

    private void checkKey(String field, @Nullable String file) throws IOException {
        byte[] content = content(field, file);
        if (content != null
                && !PRIVATE_KEY
                        .matcher(new String(content, StandardCharsets.ISO_8859_1))
                        .find()) {
            errors.add(field + ": " + file + " holds no private key in PEM");
        }
    }

    private byte @Nullable [] content(String field, @Nullable String file) throws IOException {
        if (file == null) return null;
        byte[] content = sent.get(file);
        if (content != null) return content;
        if (!file.startsWith("/")) {
            errors.add(field + ": " + file + " is not an absolute path");
            return null;
        }
        content = host.read(Path.of(file));
        if (content == null) errors.add(field + ": " + file + " is not on the node, or cannot be read");
        return content;
    }
}
