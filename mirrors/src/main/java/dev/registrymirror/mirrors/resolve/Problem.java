package dev.registrymirror.mirrors.resolve;

/**
 * One thing that keeps a RegistryMirror from being used.
 *
 * @param field path in the RegistryMirror: {@code spec.configs[harbor.corp:5000].auth.secretRef}
 * @param reason CamelCase: a constant of {@link dev.registrymirror.api.v1alpha1.Reasons}
 * @param code CamelCase: the {@link dev.registrymirror.registries.findings.FindingCode} of the rule that is broken, where it is one of the
 *     language and not of references, and else the reason
 * @param message what is wrong, without full stop; never the content of a secret
 * @param remedy what to do, without full stop
 */
public record Problem(String field, String reason, String code, String message, String remedy) {

    /** A problem that the language has no rule for. */
    Problem(String field, String reason, String message, String remedy) {
        this(field, reason, reason, message, remedy);
    }

    /** Field, message and remedy in one line. */
    @Override
    public String toString() {
        return field + ": " + message + "; " + remedy;
    }
}
