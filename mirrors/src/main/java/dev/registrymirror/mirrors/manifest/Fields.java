package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.yaml.Mark;
import dev.registrymirror.registries.yaml.Node;
import dev.registrymirror.registries.yaml.Node.Alias;
import dev.registrymirror.registries.yaml.Node.Mapping;
import dev.registrymirror.registries.yaml.Node.Scalar;
import dev.registrymirror.registries.yaml.Node.Sequence;
import dev.registrymirror.registries.yaml.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The fields of a map, each asked for by its name; those that nobody asked for are unknown. */
final class Fields {
    private static final String CREDENTIAL =
            "write it into a Secret, and name that in secretRef: whoever may read this object would read it";

    private static final int MAX_MERGES = 20;

    private final Value map;
    private final String path;
    private final int problemsBefore;
    private final Map<String, Field> left = new LinkedHashMap<>();
    private final List<String> known = new ArrayList<>();

    /**
     * One of them.
     *
     * @param mark where its name stands
     */
    private record Field(Mark mark, Value value) {}

    private Fields(Value map, String path) {
        this.map = map;
        this.path = path;
        this.problemsBefore = map.report().problems();
    }

    /** The fields of a map, or null for what is none. */
    static @Nullable Fields of(Value value) {
        Mapping mapping = value.mapping();
        if (mapping == null) return null;
        Fields fields = new Fields(value, value.field());
        fields.collect(mapping, 0);
        return fields;
    }

    private void collect(Mapping mapping, int merges) {
        Map<String, Field> merged = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            if (!map.report().mayRead(entry.key().mark(), path)) return;
            String key = key(entry.key());
            if (key == null) {
                map.report()
                        .add(
                                ManifestCode.InvalidField,
                                entry.key().mark(),
                                path,
                                "has a key that is no text",
                                "put it between double quotes");
            } else if (key.equals("<<") && isPlain(entry.key())) {
                merge(entry.value(), merges, merged);
            } else if (left.putIfAbsent(key, field(entry, key)) != null) {
                map.report()
                        .add(
                                ManifestCode.DuplicateField,
                                entry.key().mark(),
                                below(key),
                                "stands there twice, and only one of the two could apply",
                                "leave one out");
            }
        }
        merged.forEach(left::putIfAbsent);
    }

    private Field field(Node.Entry entry, String key) {
        return new Field(entry.key().mark(), Value.of(entry.value(), below(key), map.report()));
    }

    private void merge(Node value, int merges, Map<String, Field> merged) {
        List<Node> sources = value instanceof Sequence list ? list.items() : List.of(value);
        for (Node node : sources) {
            Value source = Value.of(node, below("<<"), map.report());
            Mapping mapping = merges == MAX_MERGES ? null : source.mapping();
            if (mapping == null) return;
            Fields fields = new Fields(source, path);
            fields.collect(mapping, merges + 1);
            fields.left.forEach(merged::putIfAbsent);
        }
    }

    private static @Nullable String key(Node node) {
        Node target = node instanceof Alias alias ? alias.target() : node;
        // A key of a map is a text in JSON, whatever it looks like.
        return target instanceof Scalar scalar && ScalarType.of(scalar) != ScalarType.NULL ? scalar.value() : null;
    }

    private static boolean isPlain(Node key) {
        return key instanceof Scalar scalar && scalar.implicit();
    }

    private String below(String key) {
        String name = key.matches("[A-Za-z0-9_.-]+") ? key : FieldPath.quote(key);
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The value of a field, or null where it is left out, or null itself. */
    @Nullable
    Value optional(String name) {
        known.add(name);
        Field field = left.remove(name);
        if (field == null || field.value.isNull()) return null;
        map.report().written(below(name), field.mark);
        return field.value;
    }

    /** The value of a field that must be there. */
    @Nullable
    Value required(String name) {
        Value value = optional(name);
        // Of what is there under another name it is said what it should be called.
        if (value == null && left.keySet().stream().noneMatch(other -> FieldNames.isMeant(other, name))) {
            map.report().add(ManifestCode.MissingField, map.mark(), below(name), "is missing", "add the field");
        }
        return value;
    }

    @Nullable
    String text(String name) {
        Value value = optional(name);
        return value == null ? null : value.text();
    }

    @Nullable
    String requiredText(String name) {
        Value value = required(name);
        return value == null ? null : value.text();
    }

    /** Whether something in it has been reported. */
    boolean hasProblem() {
        return map.report().problems() > problemsBefore;
    }

    boolean has(String name) {
        return left.containsKey(name);
    }

    /** Everything in it, for a map whose keys are the author's. */
    void each(BiConsumer<String, Value> read) {
        left.forEach((name, field) -> read.accept(name, field.value));
        left.clear();
    }

    /** Reports what nobody asked for. */
    void nothingElse() {
        nothingElse("leave it out; there are " + String.join(", ", known));
    }

    /** The same, with what to do about names that are far from those that were asked for. */
    void nothingElse(String remedy) {
        left.forEach((name, field) -> unknown(name, field.mark, remedy));
    }

    private void unknown(String name, Mark mark, String otherwise) {
        boolean mirror = map.report().isAboutMirror();
        Optional<String> meant = FieldNames.same(name, known);
        Optional<String> home = mirror && meant.isEmpty() ? FieldNames.home(name) : Optional.empty();
        boolean credential = mirror && FieldNames.isCredential(name);
        String remedy = home.map("it belongs to %s"::formatted)
                .or(() -> meant.or(() -> FieldNames.nearest(name, known)).map("did you mean %s?"::formatted))
                .orElse(otherwise);
        map.report()
                .add(
                        home.isPresent() ? ManifestCode.MisplacedField : ManifestCode.UnknownField,
                        mark,
                        below(name),
                        "there is no such field here: the API server refuses the object, or passes over the field",
                        credential ? CREDENTIAL : remedy);
    }
}
