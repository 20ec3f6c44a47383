package dev.registrymirror.cli.file;

/** What the process ends with. */
public enum ExitStatus {
    /** Done, and nothing is wrong. */
    FINE(0),
    /** Something is wrong with the file. */
    FINDINGS(1),
    /** It could not be done: bad usage, a file that cannot be read or written, a question without a certain answer. */
    CANNOT(2);

    private final int number;

    ExitStatus(int number) {
        this.number = number;
    }

    /** The more serious of the two. */
    public ExitStatus orWorse(ExitStatus other) {
        return number < other.number ? other : this;
    }

    /** The number that the shell gets. */
    public int number() {
        return number;
    }
}
