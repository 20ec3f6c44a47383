package dev.registrymirror.operator.report;

/** What one condition says. */
record Verdict(boolean holds, String reason, String message) {
    static Verdict yes(String reason, String message) {
        return new Verdict(true, reason, message);
    }

    static Verdict no(String reason, String message) {
        return new Verdict(false, reason, message);
    }
}
