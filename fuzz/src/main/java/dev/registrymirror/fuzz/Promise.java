package dev.registrymirror.fuzz;

import java.util.function.Supplier;

/** Something that holds for every input. */
final class Promise {
    private Promise() {}

    /**
     * Asks whether it does.
     *
     * @throws AssertionError with the sentence if it does not
     */
    static void holds(boolean itDoes, Supplier<String> otherwise) {
        if (!itDoes) {
            throw new AssertionError(otherwise.get());
        }
    }
}
