package dev.registrymirror.mirrors.findings;

import dev.registrymirror.api.v1alpha1.ConfigEntry;
import dev.registrymirror.api.v1alpha1.MirrorEntry;
import dev.registrymirror.api.v1alpha1.TlsSource;
import dev.registrymirror.mirrors.resolve.SpecPaths;
import dev.registrymirror.registries.findings.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields as RegistryMirrors call them.
 *
 * @param mirrors by registry: the entries that hold
 * @param configs by host: the entries that hold
 */
record SpecFields(Map<String, MirrorEntry> mirrors, Map<String, ConfigEntry> configs) implements Fields {
    @Override
    public String mirror(String registry) {
        return SpecPaths.mirror(registry);
    }

    @Override
    public String endpoint(String registry, int index) {
        return mirror(registry) + ".endpoints[" + index + "]";
    }

    /** By its place, as patterns are hard to read in a path; the messages about rewrites quote them. */
    @Override
    public String rewrite(String registry, String pattern) {
        MirrorEntry entry = mirrors.get(registry);
        int place = entry == null
                ? -1
                : entry.rewrites().stream()
                        .map(rewrite -> rewrite.pattern())
                        .toList()
                        .indexOf(pattern);
        return mirror(registry) + ".rewrites" + (place < 0 ? "" : "[" + place + "]");
    }

    @Override
    public String config(String host) {
        return SpecPaths.config(host);
    }

    @Override
    public String auth(String host, String field) {
        return config(host) + ".auth.secretRef";
    }

    @Override
    public String tls(String host, String field) {
        ConfigEntry entry = configs.get(host);
        return config(host) + ".tls" + tls(entry == null ? null : entry.tls(), field);
    }

    @Override
    public String key(String name) {
        return switch (name) {
            case "ca_file" -> "caFile";
            case "cert_file" -> "certFile";
            case "key_file" -> "keyFile";
            case "insecure_skip_verify" -> "insecureSkipVerify";
            case "identity_token" -> "identityToken";
            default -> name;
        };
    }

    private static String tls(@Nullable TlsSource tls, String field) {
        return switch (field) {
            case "ca_file" -> tls != null && tls.caRef() != null ? ".caRef" : ".caFile";
            case "cert_file" -> tls != null && tls.clientCertRef() != null ? ".clientCertRef" : ".certFile";
            case "key_file" -> tls != null && tls.clientCertRef() != null ? ".clientCertRef" : ".keyFile";
            case "insecure_skip_verify" -> ".insecureSkipVerify";
            default -> "";
        };
    }
}
