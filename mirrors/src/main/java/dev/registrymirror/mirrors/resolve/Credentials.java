package dev.registrymirror.mirrors.resolve;

import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.registries.model.Auth;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the login for one host out of a Secret. */
final class Credentials {
    private static final String BASIC_AUTH = "kubernetes.io/basic-auth";
    private static final String DOCKER_CONFIG = "kubernetes.io/dockerconfigjson";
    private static final String OPAQUE = "Opaque";
    private static final String DOCKER_CONFIG_KEY = ".dockerconfigjson";

    private Credentials() {}

    /** The login, or what is wrong with the Secret. Its characters are checked elsewhere, with everything that goes to a node. */
    static Answer<Auth> of(String field, String host, String name, @Nullable Secret secret) {
        if (secret == null) return Answer.none(Problems.notFound(field, "Secret", name));
        String type = secret.getType() == null ? OPAQUE : secret.getType();
        return switch (type) {
            case BASIC_AUTH -> userAndPassword(field, secret, name);
            case DOCKER_CONFIG -> dockerConfig(field, host, secret, name);
            case OPAQUE -> keys(field, secret, name);
            default ->
                Answer.none(new Problem(
                        field,
                        Reasons.WRONG_TYPE,
                        "Secret " + name + " is of type " + type + ", which holds no login",
                        "use a Secret of type " + BASIC_AUTH + ", " + DOCKER_CONFIG + " or " + OPAQUE));
        };
    }

    private static Answer<Auth> userAndPassword(String field, Secret secret, String name) {
        var reader = new Reader(field, secret, name);
        String username = reader.required("username");
        String password = reader.required("password");
        return reader.answer(new Auth(username, secretOf(password), null, null));
    }

    private static Answer<Auth> keys(String field, Secret secret, String name) {
        var reader = new Reader(field, secret, name);
        boolean login = reader.has("username") || reader.has("password");
        String username = login ? reader.required("username") : null;
        String password = login ? reader.required("password") : null;
        String auth = reader.optional("auth");
        String identityToken = reader.optional("identityToken");
        if (!login && auth == null && identityToken == null && reader.problems.isEmpty()) {
            return Answer.none(new Problem(
                    field,
                    Reasons.KEY_MISSING,
                    "Secret " + name + " has none of the keys username and password, auth, identityToken",
                    "add one of these logins to it"));
        }
        return reader.answer(new Auth(username, secretOf(password), secretOf(auth), secretOf(identityToken)));
    }

    private static Answer<Auth> dockerConfig(String field, String host, Secret secret, String name) {
        byte[] content = SecretData.bytes(secret, DOCKER_CONFIG_KEY);
        if (content == null) return Answer.none(Problems.keyMissing(field, "Secret", name, DOCKER_CONFIG_KEY));
        DockerConfig config = DockerConfig.parse(content);
        if (config == null) {
            return Answer.none(new Problem(
                    field,
                    Reasons.INVALID_CREDENTIALS,
                    "Secret " + name + " holds no JSON object with auths under " + DOCKER_CONFIG_KEY,
                    "make it anew with kubectl create secret docker-registry"));
        }
        return switch (config.login(host)) {
            case DockerConfig.Lookup.Login(var auth) -> Answer.found(auth);
            case DockerConfig.Lookup.Unusable(var why) ->
                Answer.none(new Problem(
                        field,
                        Reasons.INVALID_CREDENTIALS,
                        "Secret " + name + " " + why + " (" + host + ")",
                        "make it anew with kubectl create secret docker-registry --docker-server=" + host));
            case DockerConfig.Lookup.NoEntry(var entries, var otherPort) ->
                Answer.none(new Problem(
                        field,
                        Reasons.HOST_MISSING,
                        "Secret " + name + " has no entry for " + host + " among its " + entries
                                + (otherPort ? ", but one for the same name with another port" : ""),
                        "add an entry for " + host + " to its auths, with the port as the endpoint has it"));
        };
    }

    private static dev.registrymirror.registries.model.@Nullable Secret<String> secretOf(@Nullable String text) {
        return text == null ? null : dev.registrymirror.registries.model.Secret.of(text);
    }

    /** Reads keys and remembers what is wrong with them. */
    private static final class Reader {
        private final String field;
        private final Secret secret;
        private final String name;
        private final List<Problem> problems = new ArrayList<>();

        private Reader(String field, Secret secret, String name) {
            this.field = field;
            this.secret = secret;
            this.name = name;
        }

        boolean has(String key) {
            return SecretData.bytes(secret, key) != null;
        }

        @Nullable
        String required(String key) {
            if (!has(key)) {
                problems.add(Problems.keyMissing(field, "Secret", name, key));
                return null;
            }
            return optional(key);
        }

        @Nullable
        String optional(String key) {
            byte[] bytes = SecretData.bytes(secret, key);
            if (bytes == null) return null;
            String text = SecretData.text(bytes);
            if (text == null || text.isEmpty()) {
                problems.add(new Problem(
                        field,
                        Reasons.INVALID_CREDENTIALS,
                        "key " + key + " of Secret " + name + (text == null ? " is not UTF-8 text" : " is empty"),
                        "write the login's " + key + " into it"));
                return null;
            }
            return text;
        }

        Answer<Auth> answer(Auth auth) {
            return problems.isEmpty() ? Answer.found(auth) : Answer.none(problems);
        }
    }
}
