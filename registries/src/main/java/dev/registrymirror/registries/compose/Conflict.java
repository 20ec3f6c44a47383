package dev.registrymirror.registries.compose;

import java.util.List;

/**
 * Contributions of equal priority that differ about the same registry or host. Holds no credential.
 *
 * @param kind whether they differ about a mirror or a host's configuration
 * @param subject the registry's name or the host
 * @param contributions names of all contributions of that priority that speak of it, sorted; at least two
 * @param priority the priority that they share
 * @param field the first field in which two of them differ, as in {@code mirrors[docker.io].endpoints} or {@code
 *     configs[harbor.corp:5000].tls.ca}
 * @param message one sentence that says what clashes
 * @param remedy one sentence that says what to do
 */
public record Conflict(
        Kind kind,
        String subject,
        List<String> contributions,
        int priority,
        String field,
        String message,
        String remedy) {

    /** What the contributions differ about. */
    public enum Kind {
        /** A registry's mirror. */
        MIRROR,
        /** An endpoint's credentials or TLS settings. */
        CONFIG
    }

    /** Copies the list. */
    public Conflict {
        contributions = List.copyOf(contributions);
    }
}
