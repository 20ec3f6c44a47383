package dev.registrymirror.registries.yaml;

import java.util.Optional;

/** The first document of a text, which is all that RKE2 looks at. */
public final class Document {
    private static final byte[] EMPTY_LINE = {'\n'};

    private final Grammar grammar;
    private final Optional<Node> root;

    private Document(Grammar grammar) {
        this.grammar = grammar;
        this.root = grammar.document();
    }

    /**
     * Reads the document.
     *
     * @param text the bytes, in UTF-8, or in UTF-16 with a byte order mark
     * @throws SyntaxException if RKE2 refuses the text
     * @throws BoundException if the document is larger than the bounds
     */
    public static Document read(byte[] text, Bounds bounds) {
        Input input = new Input(text.length == 0 ? EMPTY_LINE : text);
        return new Document(new Grammar(new Scanner(input), bounds));
    }

    /** The value of the document; nothing if the text is empty. */
    public Optional<Node> root() {
        return root;
    }

    /** Where something begins behind the document that is neither a comment nor empty. */
    public Optional<Mark> more() {
        try {
            return grammar.more();
        } catch (SyntaxException e) {
            // What cannot be read is something, too.
            return Optional.of(e.mark());
        }
    }
}
