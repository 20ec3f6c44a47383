package dev.registrymirror.registries.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A value of the document: a scalar, a list, a map, or an alias for one of them. Two nodes are equal only if they are the same. */
public abstract sealed class Node {
    private final Mark mark;
    private final String tag;

    private Node(Mark mark, String tag) {
        this.mark = mark;
        this.tag = tag;
    }

    /** Where it begins. */
    public Mark mark() {
        return mark;
    }

    /** Its tag in full, such as {@code tag:yaml.org,2002:str} or {@code !local}; empty if none is written. */
    public String tag() {
        return tag;
    }

    /** A single value. */
    public static final class Scalar extends Node {
        private final String value;
        private final boolean implicit;

        Scalar(Mark mark, String tag, String value, boolean implicit) {
            super(mark, tag);
            this.value = value;
            this.implicit = implicit;
        }

        /** The value as it is written, without quotes and escapes. */
        public String value() {
            return value;
        }

        /** Whether its looks decide its type, which they do without quotes and without a tag other than {@code !}. */
        public boolean implicit() {
            return implicit;
        }
    }

    /** A list. */
    public static final class Sequence extends Node {
        private final List<Node> items = new ArrayList<>(4);

        Sequence(Mark mark, String tag) {
            super(mark, tag);
        }

        /** The items in the order of the text. */
        public List<Node> items() {
            return Collections.unmodifiableList(items);
        }

        void add(Node item) {
            items.add(item);
        }
    }

    /** A map, in which nothing is merged yet, and a key may stand twice. */
    public static final class Mapping extends Node {
        private final List<Entry> entries = new ArrayList<>(4);

        Mapping(Mark mark, String tag) {
            super(mark, tag);
        }

        /** The entries in the order of the text. */
        public List<Entry> entries() {
            return Collections.unmodifiableList(entries);
        }

        void add(Node key, Node value) {
            entries.add(new Entry(key, value));
        }
    }

    /**
     * A key and what stands behind it.
     *
     * @param key the key, which need not be a scalar
     * @param value the value, an empty scalar if nothing is written
     */
    public record Entry(Node key, Node value) {}

    /** The use of an anchor. */
    public static final class Alias extends Node {
        private final Node target;

        Alias(Mark mark, Node target) {
            super(mark, "");
            this.target = target;
        }

        /** What the anchor stands at, which may be something that this alias is part of. */
        public Node target() {
            return target;
        }
    }
}
