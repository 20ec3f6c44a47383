package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.api.v1alpha1.Api;
import dev.registrymirror.api.v1alpha1.ConfigEntry;
import dev.registrymirror.api.v1alpha1.MirrorEntry;
import dev.registrymirror.api.v1alpha1.NodeSelector;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorSpec;
import dev.registrymirror.api.v1alpha1.TlsSource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes manifests that {@link ManifestReader} and kubectl read: equal objects give equal text. */
public final class ManifestWriter {
    private ManifestWriter() {}

    /** One text with all of them, in their order. */
    public static String write(Collection<? extends HasMetadata> objects) {
        List<String> documents = new ArrayList<>();
        for (HasMetadata object : objects) {
            documents.add(BlockText.of(
                    switch (object) {
                        case RegistryMirror mirror -> mirror(mirror);
                        case Secret secret -> secret(secret);
                        case ConfigMap map -> configMap(map);
                        default -> throw new IllegalArgumentException("no manifest of " + object.getKind());
                    }));
        }
        return String.join("---\n", documents);
    }

    private static Map<String, Object> mirror(RegistryMirror mirror) {
        RegistryMirrorSpec spec = mirror.getSpec();
        SequencedMap<String, Object> written = new LinkedHashMap<>();
        if (spec.nodeSelector() != null) {
            written.put("nodeSelector", selector(spec.nodeSelector()));
        }
        if (spec.priority() != 0) written.put("priority", spec.priority());
        putUnlessEmpty(
                written,
                "mirrors",
                spec.mirrors().stream().map(ManifestWriter::entry).toList());
        putUnlessEmpty(
                written,
                "configs",
                spec.configs().stream().map(ManifestWriter::entry).toList());
        SequencedMap<String, Object> document = document(Api.GROUP + "/" + Api.VERSION, "RegistryMirror", mirror);
        document.put("spec", written);
        return document;
    }

    private static Map<String, Object> selector(NodeSelector selector) {
        Map<String, Object> written = new LinkedHashMap<>();
        if (!selector.matchLabels().isEmpty()) written.put("matchLabels", new TreeMap<>(selector.matchLabels()));
        putUnlessEmpty(
                written,
                "matchExpressions",
                selector.matchExpressions().stream()
                        .map(requirement -> {
                            Map<String, Object> item = inOrder(
                                    "key",
                                    requirement.key(),
                                    "operator",
                                    requirement.operator().name());
                            putUnlessEmpty(item, "values", requirement.values());
                            return item;
                        })
                        .toList());
        return written;
    }

    private static Map<String, Object> entry(MirrorEntry mirror) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("registry", mirror.registry());
        putUnlessEmpty(written, "endpoints", mirror.endpoints());
        putUnlessEmpty(
                written,
                "rewrites",
                mirror.rewrites().stream()
                        .map(rewrite -> inOrder("pattern", rewrite.pattern(), "replacement", rewrite.replacement()))
                        .toList());
        return written;
    }

    private static Map<String, Object> entry(ConfigEntry config) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("host", config.host());
        if (config.auth() != null) {
            written.put(
                    "auth",
                    Map.of("secretRef", Map.of("name", config.auth().secretRef().name())));
        }
        if (config.tls() != null) written.put("tls", tls(config.tls()));
        return written;
    }

    private static Map<String, Object> tls(TlsSource tls) {
        Map<String, Object> written = new LinkedHashMap<>();
        if (tls.caRef() != null) {
            Map<String, Object> reference = inOrder(
                    "kind", tls.caRef().kind().name(), "name", tls.caRef().name());
            reference.put("key", tls.caRef().key());
            written.put("caRef", reference);
        }
        putIfThere(written, "caFile", tls.caFile());
        if (tls.clientCertRef() != null) {
            written.put("clientCertRef", Map.of("name", tls.clientCertRef().name()));
        }
        putIfThere(written, "certFile", tls.certFile());
        putIfThere(written, "keyFile", tls.keyFile());
        putIfThere(written, "insecureSkipVerify", tls.insecureSkipVerify());
        return written;
    }

    private static Map<String, Object> secret(Secret secret) {
        SequencedMap<String, Object> document = document("v1", "Secret", secret);
        document.put("type", secret.getType());
        document.put("data", new TreeMap<>(secret.getData()));
        return document;
    }

    private static Map<String, Object> configMap(ConfigMap map) {
        SequencedMap<String, Object> document = document("v1", "ConfigMap", map);
        putUnlessEmpty(document, "data", map.getData());
        putUnlessEmpty(document, "binaryData", map.getBinaryData());
        return document;
    }

    private static SequencedMap<String, Object> document(String version, String kind, HasMetadata object) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", object.getMetadata().getName());
        putIfThere(metadata, "namespace", object.getMetadata().getNamespace());
        SequencedMap<String, Object> document = inOrder("apiVersion", version, "kind", kind);
        document.put("metadata", metadata);
        return document;
    }

    private static SequencedMap<String, Object> inOrder(String first, Object value, String second, Object other) {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        map.put(first, value);
        map.put(second, other);
        return map;
    }

    private static void putUnlessEmpty(Map<String, Object> map, String key, List<?> value) {
        if (!value.isEmpty()) map.put(key, value);
    }

    private static void putUnlessEmpty(Map<String, Object> map, String key, @Nullable Map<String, String> value) {
        if (value != null && !value.isEmpty()) map.put(key, new TreeMap<>(value));
    }

    private static void putIfThere(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) map.put(key, value);
    }
}
