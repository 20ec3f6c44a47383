package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.mirrors.resolve.References;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operator's namespace, as far as manifests say what is in it. */
final class Namespace implements References {
    private final String name;
    private final Map<String, Secret> secrets = new HashMap<>();
    private final Map<String, ConfigMap> configMaps = new HashMap<>();

    Namespace(String name) {
        this.name = name;
    }

    /** Whether an object is of this namespace; one that names none is taken for it. */
    boolean holds(ObjectMeta meta) {
        return meta.getNamespace() == null || meta.getNamespace().equals(name);
    }

    void add(Secret secret, ObjectMeta meta) {
        secret.setMetadata(meta);
        secrets.put(meta.getName(), secret);
    }

    void add(ConfigMap map, ObjectMeta meta) {
        map.setMetadata(meta);
        configMaps.put(meta.getName(), map);
    }

    @Override
    public @Nullable Secret secret(String secret) {
        return secrets.get(secret);
    }

    @Override
    public @Nullable ConfigMap configMap(String map) {
        return configMaps.get(map);
    }
}
