package dev.registrymirror.agent.order;

/** An object that is no NodeRegistries of this version. */
public final class UnreadableObjectException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableObjectException(String message) {
        super(message);
    }
}
