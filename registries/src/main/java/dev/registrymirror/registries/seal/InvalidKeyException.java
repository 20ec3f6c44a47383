package dev.registrymirror.registries.seal;

/** Bytes that are no key. */
public final class InvalidKeyException extends Exception {
    InvalidKeyException(String message) {
        super(message);
    }

    InvalidKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
