package dev.registrymirror.mirrors.adopt;

import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logins, and the Secrets that can hold them. */
final class Logins {
    private Logins() {}

    /** Why no Secret can hold the login so that nodes get it back as it is. */
    static Optional<Refusal> refusal(String path, Auth auth) {
        if (auth.equals(new Auth(null, null, null, null))) {
            return Optional.of(new Refusal(
                    path,
                    RefusalCode.InvalidCredential,
                    "there is no login in it, and a RegistryMirror names a Secret that holds one",
                    "remove auth, or write the login"));
        }
        if ((auth.username() == null) != (auth.password() == null)) {
            return Optional.of(new Refusal(
                    path,
                    RefusalCode.InvalidCredential,
                    "there is a %s, and a Secret must hold both"
                            .formatted(
                                    auth.username() == null
                                            ? "password without user name"
                                            : "user name without password"),
                    auth.username() == null
                            ? "add the username, or remove the password"
                            : "add the password, or remove the username"));
        }
        return Optional.empty();
    }

    /** The type of the Secret that holds the login. */
    static String type(Auth auth) {
        boolean isPair = auth.username() != null && auth.auth() == null && auth.identityToken() == null;
        return isPair ? "kubernetes.io/basic-auth" : "Opaque";
    }

    /** What the Secret holds. */
    static Map<String, Secret<String>> data(Auth auth) {
        Map<String, Secret<String>> data = new LinkedHashMap<>();
        put(data, "username", auth.username() == null ? null : Secret.of(auth.username()));
        put(data, "password", auth.password());
        put(data, "auth", auth.auth());
        put(data, "identityToken", auth.identityToken());
        return data;
    }

    private static void put(Map<String, Secret<String>> data, String key, @Nullable Secret<String> value) {
        if (value != null) data.put(key, value);
    }
}
