package dev.registrymirror.registries.seal;

/** A payload that does not open: sealed to another key, bound to another order, or changed on its way. Which, cannot be known. */
public final class UnsealException extends Exception {
    UnsealException(String message) {
        super(message);
    }

    UnsealException(String message, Throwable cause) {
        super(message, cause);
    }
}
