package dev.registrymirror.mirrors.resolve;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A namespace in memory. */
public final class FakeReferences implements References {
    private final Map<String, Secret> secrets = new HashMap<>();
    private final Map<String, ConfigMap> configMaps = new HashMap<>();

    /** Adds a Secret of this type. */
    public FakeReferences secret(String name, String type, Map<String, String> data) {
        Map<String, String> encoded = new HashMap<>();
        data.forEach((key, value) ->
                encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        secrets.put(
                name,
                new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withType(type)
                        .withData(encoded)
                        .build());
        return this;
    }

    /** Adds a ConfigMap. */
    public FakeReferences configMap(String name, Map<String, String> data) {
        configMaps.put(
                name,
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withData(data)
                        .build());
        return this;
    }

    @Override
    public @Nullable Secret secret(String name) {
        return secrets.get(name);
    }

    @Override
    public @Nullable ConfigMap configMap(String name) {
        return configMaps.get(name);
    }
}
