package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.check.AccessRules;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Line breaks in credentials. The operator takes none; but RKE2 and TOML do, and so containerd starts and sends them: a service account's
 * key in JSON may have many, and of base64 they are no part.
 */
final class LineBreaks {
    private LineBreaks() {}

    /** The fields of credentials in which nothing is wrong but line breaks. */
    static Set<String> fields(Registries registries, Fields fields) {
        Set<String> broken = new HashSet<>();
        registries.configs().forEach((host, config) -> {
            Auth auth = config.auth();
            if (auth == null) {
                return;
            }
            if (isBroken(auth.username() == null ? null : Secret.of(auth.username()))) {
                broken.add(fields.auth(host, "username"));
            }
            if (isBroken(auth.password())) {
                broken.add(fields.auth(host, "password"));
            }
            if (isBroken(auth.identityToken())) {
                broken.add(fields.auth(host, "identity_token"));
            }
            if (isBroken(auth.auth())
                    && AccessRules.basicAuth("", joined(auth.auth())).isEmpty()) {
                broken.add(fields.auth(host, "auth"));
            }
        });
        return broken;
    }

    /** Whether a credential has line breaks that nobody can have meant. */
    static boolean isMistake(Secret<String> credential) {
        String text = credential.reveal().strip();
        return isBroken(credential) && !(text.startsWith("{") && text.endsWith("}"));
    }

    private static boolean isBroken(@Nullable Secret<String> credential) {
        return credential != null
                && !credential.reveal().equals(joined(credential).reveal())
                && AccessRules.credential("", joined(credential)).isEmpty();
    }

    private static Secret<String> joined(@Nullable Secret<String> credential) {
        return Secret.of(credential == null ? "" : credential.reveal().replaceAll("[\\r\\n]", ""));
    }
}
