package dev.registrymirror.operator.revision;

import dev.registrymirror.mirrors.resolve.References;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.revision.RevisionKey;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key under which revisions are named, in a Secret that is made once and never changed. Of two leaders that make it at the same
 * time one creates it and the other takes what the first created. Whoever deletes it renames the revisions and changes no node.
 */
public final class RevisionKeys {
    private static final Logger log = LoggerFactory.getLogger(RevisionKeys.class);

    /** Name of the Secret. */
    public static final String NAME = "registry-mirror-revision-key";

    private static final String KEY = "key";

    private final KubernetesClient client;
    private final String namespace;
    private final References references;
    private final SecureRandom random = new SecureRandom();

    /** Keys are looked up in the cache first. */
    public RevisionKeys(KubernetesClient client, String namespace, References references) {
        this.client = client;
        this.namespace = namespace;
        this.references = references;
    }

    /**
     * The key, made anew where there is none.
     *
     * @throws IllegalStateException if the Secret holds no key
     */
    public RevisionKey obtain() {
        var cached = references.secret(NAME);
        return cached == null ? getOrCreate() : read(cached);
    }

    private RevisionKey getOrCreate() {
        var secrets = client.secrets().inNamespace(namespace);
        var existing = secrets.withName(NAME).get();
        if (existing != null) return read(existing);
        RevisionKey key = RevisionKey.generate(random);
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(namespace)
                .endMetadata()
                .withType("Opaque")
                .withImmutable(true)
                .withData(Map.of(
                        KEY, Base64.getEncoder().encodeToString(key.bytes().reveal())))
                .build();
        try {
            secrets.resource(secret).create();
            log.atInfo().addKeyValue("secret", NAME).log("made the revision key");
            return key;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) throw e;
            return read(secrets.withName(NAME).require());
        }
    }

    private static RevisionKey read(io.fabric8.kubernetes.api.model.Secret secret) {
        @Nullable
        String encoded = secret.getData() == null ? null : secret.getData().get(KEY);
        if (encoded == null) {
            throw new IllegalStateException(
                    "Secret " + NAME + " has no key \"" + KEY + "\": delete it to have a new one made");
        }
        try {
            return new RevisionKey(Secret.of(Base64.getDecoder().decode(encoded)));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("Secret " + NAME + " holds no revision key: " + e.getMessage(), e);
        }
    }
}
