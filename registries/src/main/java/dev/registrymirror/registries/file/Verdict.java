package dev.registrymirror.registries.file;

import dev.registrymirror.registries.file.ReadResult.Refused;
import dev.registrymirror.registries.file.ReadResult.Undecided;
import org.yaml.snakeyaml.error.Mark;

/** Ends the reading of a file from wherever its result became clear. Never leaves this package. */
final class Verdict extends RuntimeException {
    private final transient ReadResult result;

    private Verdict(ReadResult result) {
        super(null, null, false, false);
        this.result = result;
    }

    static Verdict refused(Mark mark, String reason) {
        return refused(mark.getLine() + 1, mark.getColumn() + 1, reason);
    }

    static Verdict refused(int line, int column, String reason) {
        return new Verdict(new Refused(line, column, reason));
    }

    static Verdict undecided(String reason) {
        return new Verdict(new Undecided(reason));
    }

    static Verdict undecided(Mark mark, String reason) {
        return undecided("line %d: %s".formatted(mark.getLine() + 1, reason));
    }

    ReadResult result() {
        return result;
    }
}
