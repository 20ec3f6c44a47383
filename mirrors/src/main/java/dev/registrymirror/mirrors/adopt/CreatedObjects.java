package dev.registrymirror.mirrors.adopt;

import dev.registrymirror.api.v1alpha1.CaReference;
import dev.registrymirror.mirrors.resolve.References;
import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.model.Auth;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Secrets and ConfigMaps of one adoption. What several hosts have in common is one object. */
final class CreatedObjects implements References {
    private final String namespace;
    private final ObjectNames names;
    private final Map<String, Secret> secrets = new LinkedHashMap<>();
    private final Map<String, ConfigMap> configMaps = new LinkedHashMap<>();
    private final Map<dev.registrymirror.registries.model.Secret<byte[]>, String> bundles = new HashMap<>();
    private final Map<NodeFiles.Identity, String> identities = new HashMap<>();

    CreatedObjects(AdoptionOptions options) {
        this.namespace = options.namespace();
        this.names = new ObjectNames(options.name());
    }

    /** What is said of a file without any entry. */
    static Refusal nothing() {
        return new Refusal(
                "mirrors",
                RefusalCode.TooMany,
                "the file has neither mirrors nor configs, and a RegistryMirror must have one of them",
                "leave these nodes without a RegistryMirror");
    }

    /** The name of a Secret with this login. A login is never shared: each can be changed without the others. */
    String login(String host, Auth auth) {
        Map<String, String> data = new HashMap<>();
        Logins.data(auth)
                .forEach((key, value) -> data.put(key, base64(value.reveal().getBytes(StandardCharsets.UTF_8))));
        return secret(names.of(host, "auth"), Logins.type(auth), data);
    }

    /** The name of a Secret with this certificate and key. */
    String identity(String host, NodeFiles.Identity identity) {
        return identities.computeIfAbsent(
                identity,
                _ -> secret(
                        names.of(host, "tls"),
                        "kubernetes.io/tls",
                        Map.of(
                                "tls.crt", base64(identity.certificate().reveal()),
                                "tls.key", base64(identity.key().reveal()))));
    }

    /** A reference to a ConfigMap with this bundle. */
    CaReference ca(String host, dev.registrymirror.registries.model.Secret<byte[]> bundle) {
        String name = bundles.computeIfAbsent(bundle, _ -> configMap(names.of(host, "ca"), bundle.reveal()));
        return new CaReference(CaReference.Kind.ConfigMap, name, CaReference.DEFAULT_KEY);
    }

    List<Secret> secrets() {
        return List.copyOf(secrets.values());
    }

    List<ConfigMap> configMaps() {
        return List.copyOf(configMaps.values());
    }

    @Override
    public @Nullable Secret secret(String name) {
        return secrets.get(name);
    }

    @Override
    public @Nullable ConfigMap configMap(String name) {
        return configMaps.get(name);
    }

    private String secret(String name, String type, Map<String, String> data) {
        Secret secret = new Secret();
        secret.setMetadata(metadata(name));
        secret.setType(type);
        secret.setData(data);
        secrets.put(name, secret);
        return name;
    }

    private String configMap(String name, byte[] bundle) {
        ConfigMap map = new ConfigMap();
        map.setMetadata(metadata(name));
        String text = text(bundle);
        if (text == null) {
            map.setBinaryData(Map.of(CaReference.DEFAULT_KEY, base64(bundle)));
        } else {
            map.setData(Map.of(CaReference.DEFAULT_KEY, text));
        }
        configMaps.put(name, map);
        return name;
    }

    private ObjectMeta metadata(String name) {
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(name);
        metadata.setNamespace(namespace);
        return metadata;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The bytes as text, or null where they are none: comments around certificates may be in any encoding. */
    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
