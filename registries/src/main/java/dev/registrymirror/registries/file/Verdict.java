package dev.registrymirror.registries.file;

import dev.registrymirror.registries.file.ReadResult.Refused;
import dev.registrymirror.registries.file.ReadResult.Undecided;
import dev.registrymirror.registries.yaml.Node;

/** Ends the decoding of a file from wherever its result became clear. Never leaves this package. */
final class Verdict extends RuntimeException {
    private final transient ReadResult result;

    private Verdict(ReadResult result) {
        super(null, null, false, false);
        this.result = result;
    }

    static Verdict refused(Node node, String reason) {
        Place place = Place.of(node.mark());
        return new Verdict(new Refused(place.line(), place.column(), reason));
    }

    static Verdict undecided(Node node, String reason) {
        return new Verdict(new Undecided("line %d: %s".formatted(node.mark().line() + 1, reason)));
    }

    ReadResult result() {
        return result;
    }
}
