package dev.registrymirror.registries.yaml;

import dev.registrymirror.registries.yaml.Token.Kind;
import java.util.HashMap;
import java.util.Map;

/**
 * What may stand before a value.
 *
 * @param anchor its anchor, or empty
 * @param tag its tag in full, or empty
 */
record Properties(String anchor, String tag) {
    boolean isNone() {
        return anchor.isEmpty() && tag.isEmpty();
    }

    /** Reads properties, knowing the anchors and the handles of tags of the document. */
    static final class Reader {
        private final Scanner scanner;
        private final Map<String, Node> anchors = new HashMap<>();
        private final Map<String, String> handles = new HashMap<>();

        Reader(Scanner scanner) {
            this.scanner = scanner;
        }

        /** Reads the directives and the marker that begins the document. */
        void directives() {
            boolean version = false;
            Token token = scanner.peek();
            for (; token.is(Kind.VERSION_DIRECTIVE, Kind.TAG_DIRECTIVE); token = scanner.peek()) {
                if (token.is(Kind.TAG_DIRECTIVE)) {
                    if (handles.putIfAbsent(token.value(), token.suffix()) != null) {
                        throw new SyntaxException(token.start(), "there are two TAG directives for one handle");
                    }
                } else if (version) {
                    throw new SyntaxException(token.start(), "there are two %YAML directives");
                } else if (!token.value().equals("1.1")) {
                    throw new SyntaxException(token.start(), "RKE2 reads YAML 1.1 and no other version");
                } else {
                    version = true;
                }
                scanner.next();
            }
            if (!token.is(Kind.DOCUMENT_START)) {
                throw new SyntaxException(token.start(), "directives must be followed by \"---\"");
            }
            scanner.next();
        }

        Properties read() {
            String anchor = "";
            String tag = "";
            if (scanner.peek().is(Kind.ANCHOR)) {
                anchor = scanner.next().value();
                if (scanner.peek().is(Kind.TAG)) {
                    tag = resolve(scanner.next());
                }
            } else if (scanner.peek().is(Kind.TAG)) {
                Token token = scanner.next();
                if (scanner.peek().is(Kind.ANCHOR)) {
                    anchor = scanner.next().value();
                }
                tag = resolve(token);
            }
            return new Properties(anchor, tag);
        }

        /** Lets later aliases find a node that begins here. */
        <N extends Node> N anchored(Properties properties, N node) {
            if (!properties.anchor().isEmpty()) {
                anchors.put(properties.anchor(), node);
            }
            return node;
        }

        Node alias(Token alias) {
            Node target = anchors.get(alias.value());
            if (target == null) {
                throw new SyntaxException(
                        alias.start(),
                        "there is an alias (*) without its anchor: put the text in quotes if it is none");
            }
            return new Node.Alias(alias.start(), target);
        }

        private String resolve(Token tag) {
            if (tag.value().isEmpty()) {
                return tag.suffix();
            }
            String prefix = handles.get(tag.value());
            if (prefix == null) {
                prefix = tag.value().equals("!") ? "!" : tag.value().equals("!!") ? Tags.CORE : null;
            }
            if (prefix == null) {
                throw new SyntaxException(tag.start(), "a tag has a handle that no TAG directive explains");
            }
            return prefix + tag.suffix();
        }
    }
}
