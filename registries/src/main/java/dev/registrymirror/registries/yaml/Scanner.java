package dev.registrymirror.registries.yaml;

import dev.registrymirror.registries.yaml.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Makes words of characters. It reads no further than it must to know whether the next word is a key, as what stands behind is perhaps
 * never read by RKE2.
 */
final class Scanner {
    private static final String NEVER_FIRST = "-?:,[]{}#&*!|>'\"%@`";

    private final Input input;
    private final SimpleKeys keys;
    private final List<Token> queue = new ArrayList<>();

    /** Columns of the blocks that are open around the innermost. */
    private final Deque<Integer> indents = new ArrayDeque<>();

    /** The column of the innermost block, -1 outside of all. */
    private int indent = -1;

    private boolean keyAllowed = true;
    private boolean available;
    private int taken;

    Scanner(Input input) {
        this.input = input;
        this.keys = new SimpleKeys(input);
    }

    /** The next word, which stays the next. */
    Token peek() {
        if (!available) {
            while (queue.isEmpty() || keys.holds(taken)) {
                fetch();
            }
            available = true;
        }
        return queue.getFirst();
    }

    /** Takes the next word. */
    Token next() {
        Token token = peek();
        queue.removeFirst();
        taken++;
        available = false;
        return token;
    }

    private void fetch() {
        input.ensure(1);
        skipToNextToken();
        endBlocks(input.column());
        input.ensure(4);
        int c = input.peek();
        if (c == CharacterClass.END) {
            streamEnd();
        } else if (c == '%' && input.column() == 0) {
            endDocument();
            queue.add(Directives.scan(input));
        } else if (input.isAtDocumentMarker()) {
            endDocument();
            indicator(c == '-' ? Kind.DOCUMENT_START : Kind.DOCUMENT_END, 3);
        } else if (!isIndicator(c)) {
            scalarOrName(c);
        }
    }

    /** Deals with the characters that mean something by themselves. */
    private boolean isIndicator(int c) {
        boolean flow = keys.depth() > 0;
        boolean alone = CharacterClass.isBlankOrEnd(input.peek(1));
        switch (c) {
            case '[' -> open(Kind.FLOW_SEQUENCE_START);
            case '{' -> open(Kind.FLOW_MAPPING_START);
            case ']' -> close(Kind.FLOW_SEQUENCE_END);
            case '}' -> close(Kind.FLOW_MAPPING_END);
            case ',' -> {
                keys.remove();
                keyAllowed = true;
                indicator(Kind.FLOW_ENTRY, 1);
            }
            case '-' -> {
                return alone && entry(flow);
            }
            case '?' -> {
                return (flow || alone) && markedKey(flow);
            }
            case ':' -> {
                return (flow || alone) && value(flow);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void scalarOrName(int c) {
        boolean flow = keys.depth() > 0;
        switch (c) {
            case '*', '&' -> {
                maybeKey();
                queue.add(Names.anchorOrAlias(input));
            }
            case '!' -> {
                maybeKey();
                queue.add(Names.tag(input));
            }
            case '\'', '"' -> {
                maybeKey();
                queue.add(QuotedScalar.scan(input));
            }
            default -> {
                if ((c == '|' || c == '>') && !flow) {
                    keys.remove();
                    keyAllowed = true;
                    queue.add(BlockScalar.scan(input, indent));
                } else if (startsPlainScalar(c, flow)) {
                    maybeKey();
                    PlainScalar scalar = new PlainScalar(input, indent + 1, flow);
                    queue.add(scalar.scan());
                    keyAllowed = scalar.endsOnNewLine();
                } else {
                    throw new SyntaxException(
                            input.mark(),
                            c == '\t'
                                    ? "a tab stands where the text is indented: use spaces"
                                    : "nothing can start with this character: put the text in quotes");
                }
            }
        }
    }

    private boolean startsPlainScalar(int c, boolean flow) {
        if (CharacterClass.isBlankOrEnd(c)) {
            return false;
        }
        int next = input.peek(1);
        return NEVER_FIRST.indexOf(c) < 0
                || (c == '-' && !CharacterClass.isBlank(next))
                || ((c == '?' || c == ':') && !flow && !CharacterClass.isBlankOrEnd(next));
    }

    /** Blanks, comments and line breaks. A tab is a blank only where no block can begin: its width would matter there. */
    private void skipToNextToken() {
        while (true) {
            input.ensure(1);
            if (input.column() == 0 && input.seesByteOrderMark()) {
                input.skip();
            }
            input.ensure(1);
            boolean tabs = keys.depth() > 0 || !keyAllowed;
            while (input.peek() == ' ' || (tabs && input.peek() == '\t')) {
                input.advance();
            }
            input.skipComment();
            if (!CharacterClass.isBreak(input.peek())) {
                return;
            }
            input.skipLine();
            if (keys.depth() == 0) {
                keyAllowed = true;
            }
        }
    }

    private void streamEnd() {
        // No key that is open at the end becomes one.
        input.endLine();
        endDocument();
        queue.add(new Token(Kind.STREAM_END, input.mark(), input.mark()));
    }

    private void endDocument() {
        endBlocks(-1);
        keys.remove();
        keyAllowed = false;
    }

    private void open(Kind kind) {
        maybeKey();
        keys.open(nextNumber());
        keyAllowed = true;
        indicator(kind, 1);
    }

    private void close(Kind kind) {
        keys.remove();
        keys.close();
        keyAllowed = false;
        indicator(kind, 1);
    }

    private boolean entry(boolean flow) {
        if (!flow) {
            if (!keyAllowed) {
                throw new SyntaxException(
                        input.mark(), "a list cannot begin here: put it on a line of its own, or the text in quotes");
            }
            beginBlock(Kind.BLOCK_SEQUENCE_START);
        }
        keys.remove();
        keyAllowed = true;
        indicator(Kind.BLOCK_ENTRY, 1);
        return true;
    }

    private boolean markedKey(boolean flow) {
        if (!flow) {
            if (!keyAllowed) {
                throw new SyntaxException(input.mark(), "no key can be here: put the text in quotes");
            }
            beginBlock(Kind.BLOCK_MAPPING_START);
        }
        keys.remove();
        keyAllowed = !flow;
        indicator(Kind.KEY, 1);
        return true;
    }

    private boolean value(boolean flow) {
        SimpleKeys.Key key = keys.take();
        if (key != null) {
            insert(key.token(), new Token(Kind.KEY, key.mark(), key.mark()));
            beginBlock(Kind.BLOCK_MAPPING_START, key.mark(), key.token());
            keyAllowed = false;
        } else {
            if (!flow) {
                if (!keyAllowed) {
                    throw new SyntaxException(
                            input.mark(),
                            "there is a colon where no key can be: check the indentation, or put the text in quotes");
                }
                beginBlock(Kind.BLOCK_MAPPING_START);
            }
            keyAllowed = !flow;
        }
        indicator(Kind.VALUE, 1);
        return true;
    }

    private void indicator(Kind kind, int length) {
        Mark start = input.mark();
        input.skip(length);
        queue.add(new Token(kind, start, input.mark()));
    }

    /** Notes that what follows may be a key; behind it none can be for now. */
    private void maybeKey() {
        if (keyAllowed) {
            boolean required = keys.depth() == 0 && indent == input.column();
            keys.save(new SimpleKeys.Key(nextNumber(), input.mark(), required));
        }
        keyAllowed = false;
    }

    private void beginBlock(Kind kind) {
        beginBlock(kind, input.mark(), nextNumber());
    }

    private void beginBlock(Kind kind, Mark mark, int number) {
        if (keys.depth() == 0 && indent < mark.column()) {
            indents.push(indent);
            indent = mark.column();
            insert(number, new Token(kind, mark, mark));
        }
    }

    /** The number of the word that is found next. */
    private int nextNumber() {
        return taken + queue.size();
    }

    /** Puts a word before the one that has its number now; if that one is gone, it comes last. */
    private void insert(int number, Token token) {
        queue.add(number >= taken ? number - taken : queue.size(), token);
    }

    private void endBlocks(int column) {
        if (keys.depth() == 0) {
            while (indent > column) {
                queue.add(new Token(Kind.BLOCK_END, input.mark(), input.mark()));
                indent = indents.pop();
            }
        }
    }
}
