package dev.registrymirror.mirrors.resolve;

import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.registries.check.Refusal;

/** Words for problems that several references have in common. */
final class Problems {
    private Problems() {}

    static Problem notFound(String field, String kind, String name) {
        return new Problem(
                field,
                Reasons.NOT_FOUND,
                kind + " " + name + " does not exist in the operator's namespace",
                "create it there; other namespaces are not looked at");
    }

    static Problem keyMissing(String field, String kind, String name, String key) {
        return new Problem(
                field, Reasons.KEY_MISSING, kind + " " + name + " has no key " + key, "add the key " + key + " to it");
    }

    /** A refusal by the rules of the language, under the reason that the API documents for it. */
    static Problem of(Refusal refusal) {
        String reason = switch (refusal.code()) {
            case InvalidCredential -> Reasons.INVALID_CREDENTIALS;
            case InvalidCaBundle, InvalidCertificate -> Reasons.INVALID_CERTIFICATE;
            case InvalidKey, KeyMismatch -> Reasons.INVALID_KEY;
            case InvalidName,
                    InvalidEndpoint,
                    InvalidPattern,
                    InvalidReplacement,
                    DuplicatePattern,
                    InvalidPath,
                    HalfIdentity,
                    TooLong,
                    TooMany -> Reasons.INVALID;
        };
        return new Problem(refusal.path(), reason, refusal.code().name(), refusal.message(), refusal.remedy());
    }
}
