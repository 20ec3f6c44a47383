package dev.registrymirror.agent.change;

import dev.registrymirror.registries.check.CaFileRules;
import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.compose.NodeFile;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether every certificate and key that a registries.yaml names is there and can be read: one that is not fails every pull of its
 * registry, at every endpoint. Judged as Go's crypto/tls does, which is what containerd uses.
 */
final class Certificates {
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
        checkCa(path + "ca_file", tls.caFile());
        checkIdentity(path, tls.certFile(), tls.keyFile());
    }

    private void checkCa(String field, @Nullable String file) throws IOException {
        byte[] content = content(field, file);
        if (content == null) return;
        CaFileRules.check(field + ": " + file, content).map(Refusal::toString).ifPresent(errors::add);
    }

    private void checkIdentity(String path, @Nullable String certFile, @Nullable String keyFile) throws IOException {
        byte[] certificate = content(path + "cert_file", certFile);
        byte[] key = content(path + "key_file", keyFile);
        if (certificate == null || key == null) return;
        switch (ClientIdentity.of(certificate, key)) {
            case FITS -> {}
            case NO_CERTIFICATE ->
                errors.add(path + "cert_file: " + certFile + " holds no certificate in PEM that can be read");
            case NO_KEY -> errors.add(path + "key_file: " + keyFile + " holds no private key in PEM that can be read");
            case ENCRYPTED_KEY ->
                errors.add(path + "key_file: the key in " + keyFile
                        + " is encrypted, and nobody is there to type its password; put it there decrypted");
            case MISMATCH ->
                errors.add(path + "key_file: the key in " + keyFile + " does not fit the certificate in " + certFile);
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
