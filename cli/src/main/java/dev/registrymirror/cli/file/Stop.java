package dev.registrymirror.cli.file;

/** Ends a command: there is nothing more that it could do. The message is one sentence for people and holds no credential. */
public final class Stop extends RuntimeException {
    private final ExitStatus status;
    private final String message;

    private Stop(ExitStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** The file that was given is not in order. */
    public static Stop because(String message) {
        return new Stop(ExitStatus.FINDINGS, message);
    }

    /** What was asked for cannot be done or told. */
    public static Stop cannot(String message) {
        return new Stop(ExitStatus.CANNOT, message);
    }

    /** What the process ends with. */
    public ExitStatus status() {
        return status;
    }
}
