package dev.registrymirror.agent.order;

/** What a node can be asked for. */
public enum Action {
    /** Write the payload. */
    APPLY("Apply"),
    /** Give back the file that was there before this product, or its absence. */
    RESTORE("Restore");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    /** The word in the API. */
    public String word() {
        return word;
    }
}
