package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Registries;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What rules look at, and where they put what they find.
 *
 * @param registries the meaning of the file
 * @param fields how its fields are called
 * @param context what is known about the node
 * @param targets all endpoints that containerd can use
 * @param report where findings go
 */
record Subject(Registries registries, Fields fields, CheckContext context, Targets targets, Report report) {
    static Subject of(Registries registries, Fields fields, CheckContext context, Report report) {
        return new Subject(registries, fields, context, Targets.of(registries), report);
    }

    /** Whether this configuration says anything. */
    boolean says(@Nullable String host) {
        return host != null && says(registries.configs().get(host));
    }

    static boolean says(@Nullable HostConfig config) {
        return config != null && (hasCredentials(config) || hasTls(config));
    }

    static boolean hasCredentials(HostConfig config) {
        return config.auth() != null
                && (config.auth().username() != null
                        || config.auth().password() != null
                        || config.auth().auth() != null
                        || config.auth().identityToken() != null);
    }

    static boolean hasTls(HostConfig config) {
        return config.tls() != null
                && (config.tls().caFile() != null
                        || config.tls().certFile() != null
                        || config.tls().keyFile() != null
                        || config.tls().insecureSkipVerify());
    }

    /** Where pulls from a registry go at last; nothing for {@code "*"} and for what is no registry's name. */
    static Optional<Endpoint> ownEndpoint(String registry) {
        return registry.equals("*") ? Optional.empty() : Endpoint.of(registry);
    }
}
