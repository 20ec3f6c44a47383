package dev.registrymirror.registries.yaml;

/** The text takes more than may be spent on it. RKE2 may take it. The message is one sentence. */
public final class BoundException extends RuntimeException {
    private final String reason;

    BoundException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** What is wrong, in one sentence. */
    public String reason() {
        return reason;
    }
}
