package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.registries.findings.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names of fields that people write for others, and where fields belong that stand elsewhere. */
final class FieldNames {
    /** The fields of a RegistryMirror, by where they stand. */
    static final Map<String, List<String>> HOMES = Map.of(
            "spec", List.of("nodeSelector", "priority", "mirrors", "configs"),
            "spec.mirrors[]", List.of("registry", "endpoints", "rewrites"),
            "spec.mirrors[].rewrites[]", List.of("pattern", "replacement"),
            "spec.configs[]", List.of("host", "auth", "tls"),
            "spec.configs[].auth", List.of("secretRef"),
            "spec.configs[].tls",
                    List.of("caRef", "caFile", "clientCertRef", "certFile", "keyFile", "insecureSkipVerify"));

    /** What other files call a field, without capitals, hyphens and underscores. */
    private static final Map<String, List<String>> NICKNAMES = Map.ofEntries(
            Map.entry("endpoints", List.of("url", "urls", "server", "servers", "hosts", "endpointurls")),
            Map.entry("registry", List.of("name", "host", "prefix", "upstream")),
            Map.entry("host", List.of("name", "registry", "endpoint", "server", "url")),
            Map.entry("secretRef", List.of("secret", "secretname", "credentialsref", "authsecretref", "secretkeyref")),
            Map.entry("auth", List.of("credentials", "authentication", "login")),
            Map.entry("tls", List.of("tlsconfig", "ssl")),
            Map.entry("caRef", List.of("ca", "cacert", "cabundle", "casecretref", "configmapref")),
            Map.entry("clientCertRef", List.of("cert", "certificate", "clientcert", "certref", "certsecretref")),
            Map.entry(
                    "insecureSkipVerify", List.of("insecure", "skipverify", "skiptlsverify", "insecureskiptlsverify")),
            Map.entry("nodeSelector", List.of("selector", "nodes", "nodelabels")),
            Map.entry("matchLabels", List.of("labels")),
            Map.entry("matchExpressions", List.of("expressions")));

    private FieldNames() {}

    /** The field of this map that is written so but for its spelling, or by another name that is in use. */
    static Optional<String> same(String name, Collection<String> known) {
        String plain = Spelling.plain(name);
        return known.stream()
                .filter(field -> Spelling.plain(field).equals(plain))
                .findFirst()
                .or(() -> known.stream()
                        .filter(field ->
                                NICKNAMES.getOrDefault(field, List.of()).contains(plain))
                        .findFirst());
    }

    /** The field of this map that somebody may have meant. */
    static Optional<String> nearest(String name, Collection<String> known) {
        return Spelling.nearest(name, known);
    }

    /** Whether somebody who writes one name may have meant another. */
    static boolean isMeant(String name, String field) {
        List<String> known = List.of(field);
        return same(name, known).isPresent()
                || nearest(name, known).isPresent()
                || (field.equals("secretRef") && isCredential(name));
    }

    /** Where a field belongs that this map does not have. */
    static Optional<String> home(String name) {
        String plain = Spelling.plain(name);
        return HOMES.entrySet().stream()
                .flatMap(home -> home.getValue().stream()
                        .filter(field -> Spelling.plain(field).equals(plain))
                        .map(field -> home.getKey() + "." + field))
                .findFirst();
    }

    /** Whether what is written there is a credential, for which there is no field. */
    static boolean isCredential(String name) {
        return List.of("username", "user", "password", "pass", "token", "identitytoken")
                .contains(Spelling.plain(name));
    }
}
