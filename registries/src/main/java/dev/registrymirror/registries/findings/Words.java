package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.model.FieldPath;
import java.util.Collection;

/** Names in sentences. */
final class Words {
    private static final int FEW = 3;

    private Words() {}

    /** A name from a file in quotes, safe to print. */
    static String quote(String text) {
        return FieldPath.quote(text);
    }

    /** The first few names, and how many more there are. */
    static String list(Collection<String> names) {
        String first = String.join(", ", names.stream().limit(FEW).toList());
        return names.size() <= FEW ? first : "%s and %d more".formatted(first, names.size() - FEW);
    }
}
