package dev.registrymirror.cli.terminal;

/** Text for people, in colour or not. Only what it means for the reader is asked for; which colour that is stands here alone. */
public enum Ink {
    PLAIN,
    COLORED;

    private static final String RED = "1;31";
    private static final String YELLOW = "1;33";
    private static final String CYAN = "1;36";
    private static final String GREEN = "1;32";
    private static final String BOLD = "1";
    private static final String FAINT = "2";

    /** What is wrong. */
    public String error(String text) {
        return paint(RED, text);
    }

    /** What is a risk. */
    public String warning(String text) {
        return paint(YELLOW, text);
    }

    /** What is worth knowing. */
    public String note(String text) {
        return paint(CYAN, text);
    }

    /** What is in order. */
    public String fine(String text) {
        return paint(GREEN, text);
    }

    /** What the eye should find first. */
    public String strong(String text) {
        return paint(BOLD, text);
    }

    /** What the eye may pass over. */
    public String faint(String text) {
        return paint(FAINT, text);
    }

    private String paint(String attributes, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\033[" + attributes + "m" + text + "\033[0m";
    }
}
