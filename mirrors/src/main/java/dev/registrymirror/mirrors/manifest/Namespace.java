package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.mirrors.resolve.References;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operator's namespace, as far as manifests say what is in it. */
public final class Namespace implements References {
    private final String name;
    private final Set<String> encrypted = new HashSet<>();
    private final Map<String, String> elsewhere = new HashMap<>();
    private final Map<String, Secret> secrets = new HashMap<>();
    private final Map<String, ConfigMap> configMaps = new HashMap<>();

    Namespace(String name) {
        this.name = name;
    }

    /** Whether an object is of this namespace; one that names none is taken for it. */
    boolean holds(ObjectMeta meta) {
        return meta.getNamespace() == null || meta.getNamespace().equals(name);
    }

    /** Keeps in mind that there is an object of which nobody can tell what is in it. */
    void addEncrypted(String kind, String object) {
        encrypted.add(kind + " " + object);
    }

    /** Keeps in mind that there is an object of that name in another namespace. */
    void passOver(String kind, String object, String namespace) {
        elsewhere.put(kind + " " + object, namespace);
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** Whether this object is there, and cannot be looked into. */
    public boolean isEncrypted(String kind, String object) {
        return encrypted.contains(kind + " " + object);
    }

    /** Another namespace that has an object of that name. */
    public Optional<String> elsewhere(String kind, String object) {
        return Optional.ofNullable(elsewhere.get(kind + " " + object));
    }

    /** Names of its objects of a kind. */
    public Set<String> names(String kind) {
        return kind.equals("Secret") ? Set.copyOf(secrets.keySet()) : Set.copyOf(configMaps.keySet());
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
