package dev.registrymirror.registries.yaml;

/** RKE2 refuses the text. The message is one sentence that quotes nothing of it, as it may hold passwords. */
public final class SyntaxException extends RuntimeException {
    private final String reason;
    private final transient Mark mark;

    SyntaxException(Mark mark, String reason) {
        super(reason, null, false, false);
        this.reason = reason;
        this.mark = mark;
    }

    /** Where the offence is. */
    public Mark mark() {
        return mark;
    }

    /** What is wrong, in one sentence. */
    public String reason() {
        return reason;
    }
}
