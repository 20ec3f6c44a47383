package dev.registrymirror.operator.resolve;

/**
 * One thing that keeps a RegistryMirror from being used.
 *
 * @param field path in the RegistryMirror: {@code spec.configs[harbor.corp:5000].auth.secretRef}
 * @param reason CamelCase: {@code SecretNotFound}
 * @param message one sentence saying what is wrong; never the content of a secret
 * @param remedy one sentence saying what to do
 */
public record Problem(String field, String reason, String message, String remedy) {

    @Override
    public String toString() {
        return field + ": " + message + " " + remedy;
    }
}
