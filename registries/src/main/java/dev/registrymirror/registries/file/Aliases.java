package dev.registrymirror.registries.file;

import dev.registrymirror.registries.yaml.Node;
import dev.registrymirror.registries.yaml.Node.Alias;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Follows aliases, and counts as yaml.v2 does, which refuses a document of which too much comes from them. It counts values, however long
 * they are; here their text counts, too.
 */
final class Aliases {
    private static final int MIN_STEPS = 1000;
    private static final int MIN_ALIASED = 100;

    /** Up to so many steps 99 of 100 may come from aliases, and from so many on 10; in between it goes down evenly. */
    private static final int FEW_STEPS = 400_000;

    private static final int MANY_STEPS = 4_000_000;

    private final MeaningBounds bounds;

    /** The aliases that are being followed; nodes are equal only to themselves. */
    private final Set<Node> open = new HashSet<>();

    private int steps;
    private long characters;
    private int aliased;

    Aliases(MeaningBounds bounds) {
        this.bounds = bounds;
    }

    /** Decodes the root of a document, which counts twice: as the document, too. */
    <R> R document(Node root, Function<Node, R> decode) {
        step(root);
        return followed(root, decode);
    }

    /** Decodes a value, or the one that it is an alias for. */
    void follow(Node node, Consumer<Node> decode) {
        followed(node, it -> {
            decode.accept(it);
            return it;
        });
    }

    private <R> R followed(Node node, Function<Node, R> decode) {
        step(node);
        if (!(node instanceof Alias alias)) {
            return decode.apply(node);
        }
        if (!open.add(alias)) {
            throw Verdict.refused(alias, "an anchor contains itself");
        }
        R decoded = followed(alias.target(), decode);
        open.remove(alias);
        return decoded;
    }

    private void step(Node node) {
        steps++;
        if (!open.isEmpty()) {
            aliased++;
        }
        if (aliased > MIN_ALIASED && steps > MIN_STEPS && (double) aliased / steps > allowedRatio()) {
            throw Verdict.refused(node, "too much of the file comes from aliases");
        }
        if (steps > bounds.steps()) {
            throw tooLarge(node);
        }
    }

    /** Counts the text of a value that means something here. */
    void text(Node node, String text) {
        characters += text.length();
        if (characters > bounds.characters()) {
            throw tooLarge(node);
        }
    }

    private static Verdict tooLarge(Node node) {
        return Verdict.undecided(node, "the file has aliases, and is too large with all of them followed");
    }

    private double allowedRatio() {
        if (steps <= FEW_STEPS) {
            return 0.99;
        }
        if (steps >= MANY_STEPS) {
            return 0.10;
        }
        return 0.99 - 0.89 * ((double) (steps - FEW_STEPS) / (MANY_STEPS - FEW_STEPS));
    }
}
