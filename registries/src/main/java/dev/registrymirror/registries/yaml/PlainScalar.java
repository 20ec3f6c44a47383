package dev.registrymirror.registries.yaml;

import static dev.registrymirror.registries.yaml.CharacterClass.isBlank;
import static dev.registrymirror.registries.yaml.CharacterClass.isBlankOrEnd;
import static dev.registrymirror.registries.yaml.CharacterClass.isBreak;

import dev.registrymirror.registries.yaml.Token.Kind;

/** A text without quotes, which may go on on the following lines. */
final class PlainScalar {
    private final Input input;
    private final int indent;
    private final boolean flow;
    private final Folding folding;

    /**
     * Begins at the first character.
     *
     * @param indent the column that the text must not be left of on its further lines, unless in brackets
     * @param flow whether it stands in brackets
     */
    PlainScalar(Input input, int indent, boolean flow) {
        this.input = input;
        this.indent = indent;
        this.flow = flow;
        this.folding = new Folding(input);
    }

    Token scan() {
        StringBuilder value = new StringBuilder();
        Mark start = input.mark();
        Mark end = start;
        while (true) {
            input.ensure(4);
            if (input.isAtDocumentMarker() || input.peek() == '#') {
                break;
            }
            while (!isBlankOrEnd(input.peek()) && !isOver()) {
                folding.joinTo(value);
                input.read(value);
                end = input.mark();
                input.ensure(2);
            }
            if (!isBlank(input.peek()) && !isBreak(input.peek())) {
                break;
            }
            input.ensure(1);
            skipWhitespace(start);
            if (!flow && input.column() < indent) {
                break;
            }
        }
        return new Token(Kind.PLAIN_SCALAR, start, end, value.toString());
    }

    /** Whether line breaks stand between the text and what follows, so that a key may follow. */
    boolean endsOnNewLine() {
        return folding.hasBreaks();
    }

    private boolean isOver() {
        int c = input.peek();
        return (c == ':' && isBlankOrEnd(input.peek(1))) || (flow && ",?[]{}".indexOf(c) >= 0);
    }

    private void skipWhitespace(Mark start) {
        while (isBlank(input.peek()) || isBreak(input.peek())) {
            if (folding.hasBreaks() && input.column() < indent && input.peek() == '\t') {
                throw new SyntaxException(
                        input.mark(),
                        "a tab stands where the text of line %d is indented: use spaces".formatted(start.line() + 1));
            }
            folding.take();
        }
    }
}
