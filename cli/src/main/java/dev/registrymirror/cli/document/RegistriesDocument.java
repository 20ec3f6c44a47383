package dev.registrymirror.cli.document;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.PathText;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import dev.registrymirror.registries.model.UserInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a registries.yaml means, as a document with the file's own names. {@code mirrors} and {@code configs} are always there; below them
 * only what says something is, and {@code auth} and {@code tls} where the file has them, even if empty.
 */
public final class RegistriesDocument {
    private static final String MASK = "***";

    private final boolean showSecrets;

    private RegistriesDocument(boolean showSecrets) {
        this.showSecrets = showSecrets;
    }

    /** The document; credentials are masked unless they are asked for. */
    public static Map<String, Object> of(Registries registries, boolean showSecrets) {
        RegistriesDocument document = new RegistriesDocument(showSecrets);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("mirrors", document.each(registries.mirrors(), document::mirror));
        map.put("configs", document.each(registries.configs(), document::config));
        return map;
    }

    private <V> Map<String, Object> each(SortedMap<String, V> entries, Function<V, Map<String, Object>> form) {
        Map<String, Object> map = new LinkedHashMap<>();
        entries.forEach((name, value) -> map.put(address(name), form.apply(value)));
        return map;
    }

    private Map<String, Object> mirror(Mirror mirror) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (!mirror.endpoints().isEmpty()) {
            map.put("endpoint", mirror.endpoints().stream().map(this::address).toList());
        }
        if (!mirror.rewrites().isEmpty()) {
            map.put("rewrite", new LinkedHashMap<>(mirror.rewrites()));
        }
        return map;
    }

    /** A name or an endpoint. */
    private String address(String address) {
        return showSecrets ? address : UserInfo.masked(address);
    }

    private Map<String, Object> config(HostConfig config) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (config.auth() != null) {
            map.put("auth", auth(config.auth()));
        }
        if (config.tls() != null) {
            map.put("tls", tls(config.tls()));
        }
        return map;
    }

    private Map<String, Object> auth(Auth auth) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "username", auth.username());
        put(map, "password", secret(auth.password()));
        put(map, "auth", secret(auth.auth()));
        put(map, "identity_token", secret(auth.identityToken()));
        return map;
    }

    private @Nullable String secret(@Nullable Secret<String> secret) {
        if (secret == null) {
            return null;
        }
        return showSecrets ? secret.reveal() : MASK;
    }

    private Map<String, Object> tls(Tls tls) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "ca_file", path(tls.caFile()));
        put(map, "cert_file", path(tls.certFile()));
        put(map, "key_file", path(tls.keyFile()));
        put(map, "insecure_skip_verify", tls.insecureSkipVerify() ? true : null);
        return map;
    }

    private @Nullable String path(@Nullable String path) {
        return path == null || showSecrets ? path : PathText.shown(path);
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
