package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.registries.yaml.Mark;
import dev.registrymirror.registries.yaml.Node;
import dev.registrymirror.registries.yaml.Node.Alias;
import dev.registrymirror.registries.yaml.Node.Mapping;
import dev.registrymirror.registries.yaml.Node.Scalar;
import dev.registrymirror.registries.yaml.Node.Sequence;
import dev.registrymirror.registries.yaml.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One value of a manifest. Where it is not what it is asked for, that is reported, and there is none. */
final class Value {
    private final Node node;
    private final String field;
    private final Report report;

    private Value(Node node, String field, Report report) {
        this.node = node;
        this.field = field;
        this.report = report;
    }

    /** The value that a node, or the one that it is an alias for, stands for. */
    static Value of(Node node, String field, Report report) {
        Node target = node;
        // An alias leads to no other alias.
        if (node instanceof Alias alias) target = alias.target();
        return new Value(target, field, report);
    }

    /** Where it begins. */
    Mark mark() {
        return node.mark();
    }

    String field() {
        return field;
    }

    Report report() {
        return report;
    }

    boolean isNull() {
        return node instanceof Scalar scalar && ScalarType.of(scalar) == ScalarType.NULL;
    }

    @Nullable
    String text() {
        if (node instanceof Scalar scalar && ScalarType.of(scalar) == ScalarType.TEXT) return scalar.value();
        refuse(
                "must be text",
                node instanceof Scalar ? "put it between double quotes" : "write one value, not a list or a map");
        return null;
    }

    @Nullable
    Integer integer() {
        if (node instanceof Scalar scalar && ScalarType.of(scalar) == ScalarType.INTEGER) {
            try {
                return Integer.valueOf(scalar.value());
            } catch (NumberFormatException _) {
                // Said below.
            }
        }
        refuse("must be a whole number of at most 32 bits", "write it in decimal digits, without quotes");
        return null;
    }

    @Nullable
    Boolean bool() {
        if (node instanceof Scalar scalar && ScalarType.of(scalar) == ScalarType.BOOL) {
            return ScalarType.isTrue(scalar.value());
        }
        refuse("must be true or false", "write one of the two, without quotes");
        return null;
    }

    <E extends Enum<E>> @Nullable E oneOf(Class<E> type) {
        String name = text();
        if (name == null) return null;
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) return constant;
        }
        String known = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        refuse("is none of the values that there are", "write one of " + known);
        return null;
    }

    /** The items of a list that could be read; its own field is given to each, since what it is called depends on what it says. */
    <T> List<T> items(Function<Value, @Nullable T> read) {
        if (!(node instanceof Sequence sequence)) {
            refuse("must be a list", "begin each of its items with a hyphen");
            return List.of();
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            if (!report.mayRead(mark(), field)) return items;
            Node node = sequence.items().get(i);
            String place = field + "[" + i + "]";
            report.written(place, node.mark());
            T item = read.apply(of(node, place, report));
            if (item != null) items.add(item);
        }
        return items;
    }

    @Nullable
    Mapping mapping() {
        if (node instanceof Mapping mapping) return mapping;
        refuse("must be a map", "write keys with a colon, and what belongs to them behind it or indented below");
        return null;
    }

    /** The text behind a key of this map, if it is that simple; reports nothing. */
    @Nullable
    String peek(String key) {
        return peek(node, key) instanceof Scalar scalar ? scalar.value() : null;
    }

    /** The text behind a key of the map behind a key, or else the empty text; reports nothing. */
    String peek(String key, String below) {
        return peek(peek(node, key), below) instanceof Scalar scalar ? scalar.value() : "";
    }

    private static @Nullable Node peek(@Nullable Node node, String key) {
        if (!(node instanceof Mapping mapping)) return null;
        return mapping.entries().stream()
                .filter(entry ->
                        entry.key() instanceof Scalar name && name.value().equals(key))
                .map(Node.Entry::value)
                .findFirst()
                .orElse(null);
    }

    /** The same value under another name. */
    Value named(String name) {
        report.written(name, node.mark());
        return new Value(node, name, report);
    }

    void refuse(String message, String remedy) {
        refuse(ManifestCode.InvalidField, message, remedy);
    }

    void refuse(ManifestCode code, String message, String remedy) {
        report.add(code, mark(), field, message, remedy);
    }
}
