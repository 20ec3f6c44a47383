package dev.registrymirror.mirrors.findings;

import dev.registrymirror.api.v1alpha1.ConfigEntry;
import dev.registrymirror.api.v1alpha1.MirrorEntry;
import dev.registrymirror.api.v1alpha1.TlsSource;
import dev.registrymirror.mirrors.resolve.SpecPaths;
import dev.registrymirror.registries.findings.Fields;
import java.util.Map;

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
        return config(host) + ".tls." + tlsKey(host, field);
    }

    /** The field that its author wrote; where there is none, the one that needs nothing on the nodes. */
    @Override
    public String tlsKey(String host, String name) {
        ConfigEntry entry = configs.get(host);
        TlsSource tls = entry == null ? null : entry.tls();
        return switch (name) {
            case "ca_file" -> tls != null && tls.caFile() != null ? "caFile" : "caRef";
            case "cert_file" -> tls != null && tls.certFile() != null ? "certFile" : "clientCertRef";
            case "key_file" -> tls != null && tls.keyFile() != null ? "keyFile" : "clientCertRef";
            case "insecure_skip_verify" -> "insecureSkipVerify";
            default -> throw new IllegalArgumentException("no TLS setting: " + name);
        };
    }

    /** As the keys of a Secret are called. */
    @Override
    public String key(String name) {
        return name.equals("identity_token") ? "identityToken" : name;
    }
}
