package dev.registrymirror.registries.yaml;

import static dev.registrymirror.registries.yaml.CharacterClass.isBlank;
import static dev.registrymirror.registries.yaml.CharacterClass.isBlankOrEnd;
import static dev.registrymirror.registries.yaml.CharacterClass.isBreak;

import dev.registrymirror.registries.yaml.Token.Kind;

/** A text in single or double quotes. */
final class QuotedScalar {
    private final Input input;
    private final int quote;
    private final Folding folding;
    private final StringBuilder value = new StringBuilder();

    private QuotedScalar(Input input) {
        this.input = input;
        this.quote = input.peek();
        this.folding = new Folding(input);
    }

    static Token scan(Input input) {
        Mark start = input.mark();
        QuotedScalar scalar = new QuotedScalar(input);
        scalar.scan(start);
        return new Token(Kind.OTHER_SCALAR, start, input.mark(), scalar.value.toString());
    }

    private void scan(Mark start) {
        input.skip();
        while (true) {
            input.ensure(4);
            if (input.isAtDocumentMarker() || input.peek() == CharacterClass.END) {
                throw new SyntaxException(start, "the quote that opens here is never closed");
            }
            word();
            input.ensure(1);
            if (input.peek() == quote) {
                input.skip();
                return;
            }
            while (isBlank(input.peek()) || isBreak(input.peek())) {
                folding.take();
            }
            folding.joinTo(value);
        }
    }

    /** Reads up to the next blank, break or closing quote. */
    private void word() {
        while (!isBlankOrEnd(input.peek())) {
            int c = input.peek();
            if (c == quote && quote == '\'' && input.peek(1) == '\'') {
                value.append('\'');
                input.skip(2);
            } else if (c == quote) {
                return;
            } else if (c == '\\' && quote == '"' && isBreak(input.peek(1))) {
                input.ensure(3);
                input.skip();
                input.skipLine();
                folding.breakSkipped();
                return;
            } else if (c == '\\' && quote == '"') {
                value.appendCodePoint(Escapes.scan(input));
            } else {
                input.read(value);
            }
            input.ensure(2);
        }
    }
}
