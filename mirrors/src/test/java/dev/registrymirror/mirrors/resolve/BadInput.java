package dev.registrymirror.mirrors.resolve;

import java.util.List;

/**
 * One input that must not be used, and what is said about it.
 *
 * @param references what the spec's references lead to
 * @param field that is named
 * @param reason of the condition
 * @param words that stand in the message
 */
public record BadInput(
        String what, String spec, FakeReferences references, String field, String reason, List<String> words) {
    BadInput(String what, String spec, FakeReferences references, String field, String reason, String... words) {
        this(what, spec, references, field, reason, List.of(words));
    }

    @Override
    public String toString() {
        return what;
    }
}
