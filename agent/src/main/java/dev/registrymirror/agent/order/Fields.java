package dev.registrymirror.agent.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads fields of a decoded JSON object and collects what is wrong with them, each error beginning with the field's path. */
final class Fields {
    private final Map<?, ?> object;
    private final String path;
    private final List<String> errors;

    private Fields(Map<?, ?> object, String path, List<String> errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    static Fields of(Map<?, ?> object) {
        return new Fields(object, "", new ArrayList<>());
    }

    /** The object in a field, empty where the field is absent. */
    Fields object(String name) {
        return switch (object.get(name)) {
            case null -> new Fields(Map.of(), path + name + ".", errors);
            case Map<?, ?> map -> new Fields(map, path + name + ".", errors);
            default -> {
                error(name, "must be an object");
                yield new Fields(Map.of(), path + name + ".", errors);
            }
        };
    }

    /** Whether a field is there and not null. */
    boolean has(String name) {
        return object.get(name) != null;
    }

    String text(String name) {
        String text = optionalText(name);
        if (text != null && !text.isEmpty()) return text;
        if (object.get(name) == null || text != null) error(name, "is missing");
        return "";
    }

    @Nullable
    String optionalText(String name) {
        return switch (object.get(name)) {
            case null -> null;
            case String text -> text;
            default -> {
                error(name, "must be a string");
                yield null;
            }
        };
    }

    long number(String name) {
        return switch (object.get(name)) {
            case null -> 0;
            case Integer number -> number;
            case Long number -> number;
            default -> {
                error(name, "must be a whole number of 64 bits");
                yield 0;
            }
        };
    }

    void error(String name, String what) {
        errors.add(path + name + " " + what);
    }

    List<String> errors() {
        return errors;
    }
}
