package dev.registrymirror.registries.yaml;

import dev.registrymirror.registries.yaml.Node.Mapping;
import dev.registrymirror.registries.yaml.Node.Scalar;
import dev.registrymirror.registries.yaml.Node.Sequence;
import dev.registrymirror.registries.yaml.Token.Kind;
import java.util.Optional;

/** Makes a document of words. Blocks are here, what stands in brackets is in {@link FlowGrammar}. */
final class Grammar {
    private final Scanner scanner;
    private final Bounds bounds;
    private final Properties.Reader properties;
    private final FlowGrammar flow;
    private int depth;
    private int nodes;

    Grammar(Scanner scanner, Bounds bounds) {
        this.scanner = scanner;
        this.bounds = bounds;
        this.properties = new Properties.Reader(scanner);
        this.flow = new FlowGrammar(scanner, this);
    }

    /** The first document; nothing if there is none. */
    Optional<Node> document() {
        Token token = scanner.peek();
        if (token.is(Kind.STREAM_END)) {
            return Optional.empty();
        }
        boolean explicit = token.is(Kind.VERSION_DIRECTIVE, Kind.TAG_DIRECTIVE, Kind.DOCUMENT_START);
        if (explicit) {
            properties.directives();
            token = scanner.peek();
        }
        boolean empty = explicit
                && token.is(
                        Kind.VERSION_DIRECTIVE,
                        Kind.TAG_DIRECTIVE,
                        Kind.DOCUMENT_START,
                        Kind.DOCUMENT_END,
                        Kind.STREAM_END);
        Node root = empty ? empty(token.start()) : node(true, false);
        if (scanner.peek().is(Kind.DOCUMENT_END)) {
            scanner.next();
        }
        return Optional.of(root);
    }

    /** Where something begins that follows the document, at the line that divides the two if there is one; nothing at the end of the text. */
    Optional<Mark> more() {
        Mark divider = null;
        while (scanner.peek().is(Kind.DOCUMENT_END, Kind.DOCUMENT_START)) {
            Token token = scanner.next();
            divider = divider == null ? token.start() : divider;
        }
        Token token = scanner.peek();
        return token.is(Kind.STREAM_END) ? Optional.empty() : Optional.of(divider == null ? token.start() : divider);
    }

    /** A value in brackets. */
    Node flowNode() {
        return node(false, false);
    }

    /** The value that is meant where none is written. */
    Node empty(Mark mark) {
        return new Scalar(mark, "", "", true);
    }

    /**
     * Reads a value.
     *
     * @param block whether it may be a block, which it may not in brackets
     * @param indentless whether it may be a list in the column of the key before it
     */
    private Node node(boolean block, boolean indentless) {
        Mark start = scanner.peek().start();
        if (++nodes > bounds.nodes()) {
            throw new BoundException("the file has more than %d keys and values".formatted(bounds.nodes()));
        }
        if (scanner.peek().is(Kind.ALIAS)) {
            return properties.alias(scanner.next());
        }
        Properties own = properties.read();
        return switch (scanner.peek().kind()) {
            case PLAIN_SCALAR, OTHER_SCALAR -> scalar(start, own, scanner.next());
            case FLOW_SEQUENCE_START -> list(start, own, flow::sequence);
            case FLOW_MAPPING_START -> map(start, own, flow::mapping);
            case BLOCK_ENTRY -> indentless ? list(start, own, this::indentlessSequence) : nothing(start, own);
            case BLOCK_SEQUENCE_START -> block ? list(start, own, this::blockSequence) : nothing(start, own);
            case BLOCK_MAPPING_START -> block ? map(start, own, this::blockMapping) : nothing(start, own);
            default -> nothing(start, own);
        };
    }

    private Node scalar(Mark start, Properties own, Token token) {
        boolean implicit = (token.is(Kind.PLAIN_SCALAR) && own.tag().isEmpty())
                || own.tag().equals("!");
        return properties.anchored(own, new Scalar(start, own.tag(), token.value(), implicit));
    }

    /** A value of which there are but properties. */
    private Node nothing(Mark start, Properties own) {
        if (own.isNone()) {
            throw new SyntaxException(start, "a value is missing here, or something is too much");
        }
        return properties.anchored(
                own, new Scalar(start, own.tag(), "", own.tag().isEmpty()));
    }

    private Node list(Mark start, Properties own, Content<Sequence> content) {
        return nested(properties.anchored(own, new Sequence(start, own.tag())), content);
    }

    private Node map(Mark start, Properties own, Content<Mapping> content) {
        return nested(properties.anchored(own, new Mapping(start, own.tag())), content);
    }

    /** What fills a list or a map with what is in it. */
    private interface Content<N extends Node> {
        void read(N into);
    }

    private <N extends Node> N nested(N node, Content<N> content) {
        if (++depth > bounds.depth()) {
            throw new BoundException("line %d: the file is nested more than %d deep"
                    .formatted(node.mark().line() + 1, bounds.depth()));
        }
        content.read(node);
        depth--;
        return node;
    }

    private void blockSequence(Sequence list) {
        scanner.next();
        while (scanner.peek().is(Kind.BLOCK_ENTRY)) {
            Mark end = scanner.next().end();
            boolean empty = scanner.peek().is(Kind.BLOCK_ENTRY, Kind.BLOCK_END);
            list.add(empty ? empty(end) : node(true, false));
        }
        endBlock("a list goes on with \"- \" in the column where it began: check the indentation");
    }

    private void indentlessSequence(Sequence list) {
        while (scanner.peek().is(Kind.BLOCK_ENTRY)) {
            Mark end = scanner.next().end();
            boolean empty = scanner.peek().is(Kind.BLOCK_ENTRY, Kind.KEY, Kind.VALUE, Kind.BLOCK_END);
            list.add(empty ? empty(end) : node(true, false));
        }
    }

    private void blockMapping(Mapping map) {
        scanner.next();
        while (scanner.peek().is(Kind.KEY)) {
            Node key = blockPart(scanner.next().end());
            Token token = scanner.peek();
            Node value = token.is(Kind.VALUE) ? blockPart(scanner.next().end()) : empty(token.start());
            map.add(key, value);
        }
        endBlock("a map goes on with a key in the column where it began: check the indentation");
    }

    private Node blockPart(Mark mark) {
        boolean empty = scanner.peek().is(Kind.KEY, Kind.VALUE, Kind.BLOCK_END);
        return empty ? empty(mark) : node(true, true);
    }

    private void endBlock(String remedy) {
        Token token = scanner.peek();
        if (!token.is(Kind.BLOCK_END)) {
            throw new SyntaxException(token.start(), remedy);
        }
        scanner.next();
    }
}
