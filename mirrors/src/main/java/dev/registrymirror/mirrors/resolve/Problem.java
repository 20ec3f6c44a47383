package dev.registrymirror.mirrors.resolve;

/**
 * One thing that keeps a RegistryMirror from being used.
 *
 * @param field path in the RegistryMirror: {@code spec.configs[harbor.corp:5000].auth.secretRef}
 * @param reason CamelCase: a constant of {@link dev.registrymirror.api.v1alpha1.Reasons}
 * @param message what is wrong, without full stop; never the content of a secret
 * @param remedy what to do, without full stop
 */
public record Problem(String field, String reason, String message, String remedy) {

    /** Field, message and remedy in one line. */
    @Override
    public String toString() {
        return field + ": " + message + "; " + remedy;
    }
}
