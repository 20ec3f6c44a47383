package dev.registrymirror.registries.yaml;

/** The blanks and line breaks within a text, until it is known what they become: one break a blank, more of them one less. */
final class Folding {
    private final Input input;
    private final StringBuilder blanks = new StringBuilder();
    private final StringBuilder firstBreak = new StringBuilder();
    private final StringBuilder otherBreaks = new StringBuilder();
    private boolean breaks;

    Folding(Input input) {
        this.input = input;
    }

    boolean hasBreaks() {
        return breaks;
    }

    /** Takes the blank or the line break here. */
    void take() {
        if (CharacterClass.isBlank(input.peek())) {
            if (breaks) {
                input.skip();
            } else {
                input.read(blanks);
            }
        } else if (breaks) {
            input.readLine(otherBreaks);
        } else {
            blanks.setLength(0);
            input.readLine(firstBreak);
            breaks = true;
        }
        input.ensure(1);
    }

    /** An escaped line break was skipped: the blanks that follow are none. */
    void breakSkipped() {
        breaks = true;
    }

    /** Appends what the blanks and breaks become, and starts anew. */
    void joinTo(StringBuilder value) {
        if (!breaks) {
            value.append(blanks);
        } else if (!firstBreak.isEmpty() && firstBreak.charAt(0) == '\n') {
            value.append(otherBreaks.isEmpty() ? " " : otherBreaks);
        } else {
            value.append(firstBreak).append(otherBreaks);
        }
        blanks.setLength(0);
        firstBreak.setLength(0);
        otherBreaks.setLength(0);
        breaks = false;
    }
}
