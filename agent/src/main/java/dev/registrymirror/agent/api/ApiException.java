package dev.registrymirror.agent.api;

import java.io.IOException;
import java.time.Duration;

/** An answer of the API server that is no success. */
public final class ApiException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient Duration retryAfter;

    ApiException(int code, String message, Duration retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** HTTP's status code, or that of the Status object in a watch. */
    int code() {
        return code;
    }

    /** How long the server asks to be left alone, zero for no such wish. */
    Duration retryAfter() {
        return retryAfter;
    }
}
