package dev.registrymirror.mirrors.adopt;

import dev.registrymirror.registries.certificate.CertificateRules;
import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Certificates and keys that a registries.yaml names, taken from where the node's files are. */
final class NodeFiles {
    /** A client's certificate and its key. */
    record Identity(Secret<byte[]> certificate, Secret<byte[]> key) {}

    private final Function<String, Optional<Secret<byte[]>>> files;
    private final List<Refusal> refusals;

    /** What is missing or cannot be used is added to the refusals. */
    NodeFiles(Function<String, Optional<Secret<byte[]>>> files, List<Refusal> refusals) {
        this.files = files;
        this.refusals = refusals;
    }

    @Nullable
    Secret<byte[]> ca(FieldPath path, @Nullable String file) {
        Secret<byte[]> content = file == null ? null : content(path, file);
        if (content == null) return null;
        CertificateRules.caBundle(path.toString(), content.reveal()).ifPresent(refusals::add);
        return content;
    }

    @Nullable
    Identity identity(FieldPath tls, @Nullable String certificateFile, @Nullable String keyFile) {
        // That one is there without the other has been refused before.
        if (certificateFile == null || keyFile == null) return null;
        FieldPath certificatePath = tls.field("cert_file");
        FieldPath keyPath = tls.field("key_file");
        Secret<byte[]> certificate = content(certificatePath, certificateFile);
        Secret<byte[]> key = content(keyPath, keyFile);
        if (certificate == null || key == null) return null;
        refusals.addAll(
                CertificateRules.identity(certificatePath.toString(), certificate.reveal(), keyPath.toString(), key));
        return new Identity(certificate, key);
    }

    private @Nullable Secret<byte[]> content(FieldPath path, String file) {
        Secret<byte[]> content = files.apply(file).orElse(null);
        if (content == null) {
            refusals.add(new Refusal(
                    path.toString(),
                    RefusalCode.InvalidPath,
                    "there is no file %s among the node's files that were given".formatted(FieldPath.quote(file)),
                    "copy it from a node, or give no files, so that the nodes' own stay in use by their paths"));
        }
        return content;
    }
}
