package dev.registrymirror.registries.containerd;

/** Ends the parsing of a URL. Its reason is a sentence that quotes nothing. Never leaves this package. */
final class MalformedUrl extends Exception {
    private final String reason;

    MalformedUrl(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
