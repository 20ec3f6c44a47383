package dev.registrymirror.mirrors.resolve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The logins in a {@code .dockerconfigjson}, looked up by the host that an endpoint names. */
final class DockerConfig {
    /** What looking up a host gave. */
    sealed interface Lookup {
        record Login(Auth auth) implements Lookup {}

        /**
         * No entry is for the host.
         *
         * @param entries how many there are for others
         * @param otherPort whether one of them is for the same name with another port
         */
        record NoEntry(int entries, boolean otherPort) implements Lookup {}

        /** There is an entry that no login can be taken from. */
        record Unusable(String why) implements Lookup {}
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> DOCKER_HUB = Set.of("docker.io", "index.docker.io", "registry-1.docker.io");

    private final Map<String, JsonNode> entries;

    private DockerConfig(Map<String, JsonNode> entries) {
        this.entries = entries;
    }

    /** Parses the file, or returns null where it is no JSON object with an object {@code auths}. */
    static @Nullable DockerConfig parse(byte[] content) {
        JsonNode auths;
        try {
            auths = JSON.readTree(new String(content, StandardCharsets.UTF_8)).path("auths");
        } catch (JsonProcessingException _) {
            return null;
        }
        if (!auths.isObject()) return null;
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        auths.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return new DockerConfig(entries);
    }

    Lookup login(String host) {
        String wanted = canonical(host);
        List<JsonNode> ofHost = new ArrayList<>();
        List<JsonNode> ofWholeHost = new ArrayList<>();
        entries.forEach((key, entry) -> {
            if (canonical(hostOf(key)).equals(wanted)) {
                ofHost.add(entry);
                if (isWholeHost(key)) ofWholeHost.add(entry);
            }
        });
        List<JsonNode> candidates = ofWholeHost.isEmpty() ? ofHost : ofWholeHost;
        if (candidates.isEmpty()) {
            boolean otherPort = entries.keySet().stream()
                    .map(key -> canonical(hostOf(key)))
                    .anyMatch(other -> withoutPort(other).equals(withoutPort(wanted)));
            return new Lookup.NoEntry(entries.size(), otherPort);
        }
        if (candidates.stream().distinct().count() > 1) {
            return new Lookup.Unusable("has several entries for the host, which differ");
        }
        return login(candidates.getFirst());
    }

    /** As Docker reads an entry: an identity token first, then {@code auth}, then user name and password. */
    private static Lookup login(JsonNode entry) {
        String identityToken = entry.path("identitytoken").asText("");
        if (!identityToken.isEmpty()) {
            return new Lookup.Login(new Auth(null, null, null, Secret.of(identityToken)));
        }
        String auth = entry.path("auth").asText("");
        if (!auth.isEmpty()) return ofAuth(auth);
        String username = entry.path("username").asText("");
        String password = entry.path("password").asText("");
        if (username.isEmpty() || password.isEmpty()) {
            return new Lookup.Unusable("has an entry for the host that holds no login");
        }
        return new Lookup.Login(new Auth(username, Secret.of(password), null, null));
    }

    private static Lookup ofAuth(String auth) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(auth.strip());
        } catch (IllegalArgumentException _) {
            return new Lookup.Unusable("has an entry for the host whose auth is not base64");
        }
        String text = SecretData.text(decoded);
        int colon = text == null ? -1 : text.indexOf(':');
        if (text == null || colon < 1 || colon == text.length() - 1) {
            return new Lookup.Unusable("has an entry for the host whose auth is not base64 of user:password");
        }
        return new Lookup.Login(new Auth(text.substring(0, colon), Secret.of(text.substring(colon + 1)), null, null));
    }

    /** Keys are written as {@code host}, {@code https://host}, {@code host/path} or {@code https://host/v1/}. */
    private static String hostOf(String key) {
        String rest = withoutScheme(key);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    private static boolean isWholeHost(String key) {
        String rest = withoutScheme(key);
        int slash = rest.indexOf('/');
        return slash < 0 || Set.of("/", "/v1", "/v1/", "/v2", "/v2/").contains(rest.substring(slash));
    }

    private static String withoutScheme(String key) {
        int scheme = key.indexOf("://");
        return scheme < 0 ? key : key.substring(scheme + 3);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static String canonical(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return DOCKER_HUB.contains(lower) ? "docker.io" : lower;
    }
}
