package dev.registrymirror.mirrors.resolve;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import org.jspecify.annotations.Nullable;

/** Secrets and ConfigMaps of the operator's own namespace; there is no way to ask for another one. */
public interface References {

    /** The Secret of that name, or null. */
    @Nullable
    Secret secret(String name);

    /** The ConfigMap of that name, or null. */
    @Nullable
    ConfigMap configMap(String name);
}
