package dev.registrymirror.registries.yaml;

import dev.registrymirror.registries.yaml.Node.Mapping;
import dev.registrymirror.registries.yaml.Node.Sequence;
import dev.registrymirror.registries.yaml.Token.Kind;

/** Lists and maps in brackets. */
final class FlowGrammar {
    private final Scanner scanner;
    private final Grammar grammar;

    FlowGrammar(Scanner scanner, Grammar grammar) {
        this.scanner = scanner;
        this.grammar = grammar;
    }

    void sequence(Sequence list) {
        scanner.next();
        for (boolean first = true; hasItem(first, Kind.FLOW_SEQUENCE_END); first = false) {
            Token token = scanner.peek();
            if (token.is(Kind.KEY)) {
                scanner.next();
                list.add(pair(token.start()));
            } else {
                list.add(grammar.flowNode());
            }
        }
    }

    void mapping(Mapping map) {
        scanner.next();
        for (boolean first = true; hasItem(first, Kind.FLOW_MAPPING_END); first = false) {
            if (scanner.peek().is(Kind.KEY)) {
                scanner.next();
                Node key = part(Kind.FLOW_MAPPING_END);
                map.add(key, value(Kind.FLOW_MAPPING_END));
            } else {
                Node key = grammar.flowNode();
                map.add(key, grammar.empty(scanner.peek().start()));
            }
        }
    }

    /** Goes on to the next item; false at the closing bracket, which is taken. */
    private boolean hasItem(boolean first, Kind end) {
        if (!first && !scanner.peek().is(end)) {
            Token comma = scanner.peek();
            if (!comma.is(Kind.FLOW_ENTRY)) {
                throw new SyntaxException(
                        comma.start(),
                        end == Kind.FLOW_SEQUENCE_END
                                ? "a list in brackets goes on with a comma or ends with \"]\""
                                : "a map in braces goes on with a comma or ends with \"}\", and a colon needs a blank behind it");
            }
            scanner.next();
        }
        boolean over = scanner.peek().is(end);
        if (over) {
            scanner.next();
        }
        return !over;
    }

    /** The map {@code {a: b}} that is written {@code [a: b]}. */
    private Mapping pair(Mark start) {
        Mapping map = new Mapping(start, "");
        Token token = scanner.peek();
        Node key;
        if (token.is(Kind.VALUE, Kind.FLOW_ENTRY, Kind.FLOW_SEQUENCE_END)) {
            // yaml.v2 takes this word away, whatever it is: [? : a] is an error to it.
            scanner.next();
            key = grammar.empty(token.end());
        } else {
            key = grammar.flowNode();
        }
        map.add(key, value(Kind.FLOW_SEQUENCE_END));
        return map;
    }

    private Node value(Kind end) {
        if (scanner.peek().is(Kind.VALUE)) {
            scanner.next();
            return scanner.peek().is(Kind.FLOW_ENTRY, end)
                    ? grammar.empty(scanner.peek().start())
                    : grammar.flowNode();
        }
        return grammar.empty(scanner.peek().start());
    }

    private Node part(Kind end) {
        Token token = scanner.peek();
        return token.is(Kind.VALUE, Kind.FLOW_ENTRY, end) ? grammar.empty(token.start()) : grammar.flowNode();
    }
}
