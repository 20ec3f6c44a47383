package dev.registrymirror.mirrors.resolve;

import dev.registrymirror.api.v1alpha1.CaReference;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.registries.certificate.CertificateRules;
import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.compose.Material;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes CA bundles and client identities out of Secrets and ConfigMaps. */
final class Certificates {
    private static final String TLS = "kubernetes.io/tls";
    private static final String CERTIFICATE_KEY = "tls.crt";
    private static final String PRIVATE_KEY_KEY = "tls.key";

    /** A client's certificate and its key. */
    record Identity(Material certificate, Material key) {}

    private final References references;

    Certificates(References references) {
        this.references = references;
    }

    Answer<Material> ca(String field, CaReference reference) {
        String kind = reference.kind().name();
        String name = reference.name();
        Answer<byte[]> bytes = switch (reference.kind()) {
            case ConfigMap -> {
                ConfigMap configMap = references.configMap(name);
                yield configMap == null
                        ? Answer.none(Problems.notFound(field, kind, name))
                        : value(field, kind, reference, bytes(configMap, reference.key()));
            }
            case Secret -> {
                Secret secret = references.secret(name);
                yield secret == null
                        ? Answer.none(Problems.notFound(field, kind, name))
                        : value(field, kind, reference, SecretData.bytes(secret, reference.key()));
            }
        };
        if (bytes.value() == null) return Answer.none(bytes.problems());
        byte[] pem = bytes.value();
        return CertificateRules.caBundle(field, pem)
                .map(refusal -> Answer.<Material>none(Problems.of(refusal)))
                .orElseGet(() -> Answer.found(content(pem)));
    }

    Answer<Identity> client(String field, String name) {
        Secret secret = references.secret(name);
        if (secret == null) return Answer.none(Problems.notFound(field, "Secret", name));
        if (!TLS.equals(secret.getType())) {
            return Answer.none(new Problem(
                    field,
                    Reasons.WRONG_TYPE,
                    "Secret " + name + " is of type " + secret.getType() + ", not " + TLS,
                    "make it with kubectl create secret tls"));
        }
        byte[] certificate = SecretData.bytes(secret, CERTIFICATE_KEY);
        if (certificate == null) return Answer.none(Problems.keyMissing(field, "Secret", name, CERTIFICATE_KEY));
        byte[] key = SecretData.bytes(secret, PRIVATE_KEY_KEY);
        if (key == null) return Answer.none(Problems.keyMissing(field, "Secret", name, PRIVATE_KEY_KEY));
        List<Refusal> refusals = CertificateRules.identity(
                field, certificate, field, dev.registrymirror.registries.model.Secret.of(key));
        return refusals.isEmpty()
                ? Answer.found(new Identity(content(certificate), content(key)))
                : Answer.none(refusals.stream().map(Problems::of).toList());
    }

    private static Answer<byte[]> value(String field, String kind, CaReference reference, byte @Nullable [] bytes) {
        return bytes == null
                ? Answer.none(Problems.keyMissing(field, kind, reference.name(), reference.key()))
                : Answer.found(bytes);
    }

    private static byte @Nullable [] bytes(ConfigMap configMap, String key) {
        if (configMap.getData() != null && configMap.getData().get(key) != null) {
            return configMap.getData().get(key).getBytes(StandardCharsets.UTF_8);
        }
        String binary = configMap.getBinaryData() == null
                ? null
                : configMap.getBinaryData().get(key);
        return binary == null ? null : Base64.getDecoder().decode(binary);
    }

    private static Material content(byte[] pem) {
        return new Material.Content(dev.registrymirror.registries.model.Secret.of(pem));
    }
}
