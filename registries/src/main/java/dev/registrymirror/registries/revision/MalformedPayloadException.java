package dev.registrymirror.registries.revision;

/** Bytes that are no payload of this version. The message holds nothing of their content. */
public final class MalformedPayloadException extends Exception {
    /** Says in what way. */
    public MalformedPayloadException(String message) {
        super(message);
    }
}
