package dev.registrymirror.registries.yaml;

import static dev.registrymirror.registries.yaml.CharacterClass.isBlank;
import static dev.registrymirror.registries.yaml.CharacterClass.isBreak;
import static dev.registrymirror.registries.yaml.CharacterClass.isBreakOrEnd;
import static dev.registrymirror.registries.yaml.CharacterClass.isDigit;

import dev.registrymirror.registries.yaml.Token.Kind;

/** A text in a block of lines behind {@code |}, which keeps its line breaks, or {@code >}, which folds them. */
final class BlockScalar {
    private final Input input;
    private final int parentIndent;
    private final Mark start;
    private final boolean literal;

    /** What stays of the line breaks at the end: none with '-', all with '+', one without either. */
    private int chomping;

    /** The column of the text, 0 as long as its first line has not told. */
    private int indent;

    private Mark end;

    private BlockScalar(Input input, int parentIndent) {
        this.input = input;
        this.parentIndent = parentIndent;
        this.start = input.mark();
        this.end = start;
        this.literal = input.peek() == '|';
    }

    /**
     * Reads the text.
     *
     * @param parentIndent the column of the block around it, -1 if there is none
     */
    static Token scan(Input input, int parentIndent) {
        BlockScalar scalar = new BlockScalar(input, parentIndent);
        scalar.header();
        String value = scalar.lines();
        return new Token(Kind.OTHER_SCALAR, scalar.start, scalar.end, value);
    }

    private void header() {
        input.advance();
        if (isChomping()) {
            chomping();
            indentation();
        } else if (indentation() && isChomping()) {
            chomping();
        }
        input.ensure(1);
        input.skipBlanks();
        input.skipComment();
        if (!isBreakOrEnd(input.peek())) {
            throw new SyntaxException(input.mark(), "behind the | or > of a text nothing but a comment can stand");
        }
        if (isBreak(input.peek())) {
            input.skipLine();
        }
        end = input.mark();
    }

    private boolean isChomping() {
        return input.peek() == '+' || input.peek() == '-';
    }

    private void chomping() {
        chomping = input.peek();
        input.advance();
    }

    private boolean indentation() {
        int digit = input.peek();
        if (!isDigit(digit)) {
            return false;
        }
        if (digit == '0') {
            throw new SyntaxException(start, "a text cannot be indented by 0");
        }
        indent = Math.max(parentIndent, 0) + digit - '0';
        input.advance();
        return true;
    }

    private String lines() {
        StringBuilder value = new StringBuilder();
        StringBuilder lineBreak = new StringBuilder();
        StringBuilder emptyLines = new StringBuilder();
        boolean blankBefore = false;
        emptyLines(emptyLines);
        input.ensure(1);
        while (input.column() == indent && input.peek() != CharacterClass.END) {
            boolean blank = isBlank(input.peek());
            if (!literal && !blankBefore && !blank && !lineBreak.isEmpty() && lineBreak.charAt(0) == '\n') {
                if (emptyLines.isEmpty()) {
                    value.append(' ');
                }
            } else {
                value.append(lineBreak);
            }
            value.append(emptyLines);
            lineBreak.setLength(0);
            emptyLines.setLength(0);
            blankBefore = blank;
            while (!isBreakOrEnd(input.peek())) {
                input.read(value);
                input.ensure(1);
            }
            input.readLine(lineBreak);
            emptyLines(emptyLines);
        }
        if (chomping != '-') {
            value.append(lineBreak);
        }
        if (chomping == '+') {
            value.append(emptyLines);
        }
        return value.toString();
    }

    /** Reads the indentation, and the lines before it that have nothing else. */
    private void emptyLines(StringBuilder breaks) {
        end = input.mark();
        int widest = 0;
        while (true) {
            input.ensure(1);
            while (isInIndentation() && input.peek() == ' ') {
                input.advance();
            }
            widest = Math.max(widest, input.column());
            if (isInIndentation() && input.peek() == '\t') {
                throw new SyntaxException(input.mark(), "a tab stands where a text is indented: use spaces");
            }
            if (!isBreak(input.peek())) {
                break;
            }
            input.readLine(breaks);
            end = input.mark();
        }
        if (indent == 0) {
            indent = Math.max(widest, Math.max(parentIndent + 1, 1));
        }
    }

    private boolean isInIndentation() {
        return indent == 0 || input.column() < indent;
    }
}
