package dev.registrymirror.fuzz;

/** What is fuzzed. Each takes any bytes; an exception or error out of it is a mistake in this project. */
public enum Target {
    /** Reads a file, with and without notes, and writes what it means. */
    PARSE("reading and writing a file"),
    /** Reads a file and says what is wrong with it. */
    CHECK("checking a file"),
    /** Renders containerd's files. */
    RENDER("rendering containerd's files"),
    /** Explains pulls. */
    EXPLAIN("explaining pulls"),
    /** Compares two files. */
    COMPARE("comparing two files"),
    /** Makes a file into manifests. */
    IMPORT("importing a file"),
    /** Makes manifests into the files of nodes. */
    COMPOSE("composing from manifests");

    private final String what;

    Target(String what) {
        this.what = what;
    }

    /** What is done, in a few words. */
    public String what() {
        return what;
    }

    /** Does it, within the limits of one input. */
    public void run(byte[] input) {
        Limits.OF_ONE_INPUT.check(() -> {
            switch (this) {
                case PARSE -> Parsing.of(input);
                case CHECK -> Checking.of(input);
                case RENDER -> Rendering.of(input);
                case EXPLAIN -> Explaining.of(input);
                case COMPARE -> Comparing.of(input);
                case IMPORT -> Importing.of(input);
                case COMPOSE -> Composing.of(input);
            }
        });
    }
}
