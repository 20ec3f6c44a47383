package dev.registrymirror.api.crd;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * One file below {@code refused} or {@code accepted}.
 *
 * @param field where the API server must find fault, as it writes it: {@code spec.mirrors[0].registry}
 * @param message how the error must begin
 * @param reason of the error, where it is not the usual one
 * @param unquoted text that the error must not hold
 * @param cases specs to try: the file's {@code spec} with each of its {@code values} put at {@code at} (or {@code field})
 * @param before spec of an object that is there already and is updated
 */
record Fixture(
        String file,
        String kind,
        String name,
        String field,
        String message,
        String reason,
        @Nullable String unquoted,
        List<Case> cases,
        @Nullable Map<String, Object> before) {

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)");
    private static final Path RESOURCES = Path.of("src/test/resources");

    /** One spec. */
    record Case(String title, Map<String, Object> spec) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Fixture> refused() {
        return all("refused");
    }

    static List<Fixture> accepted() {
        return all("accepted");
    }

    /** The field as a path in the schema: {@code spec.mirrors[].registry}. */
    String schemaPath() {
        return field.replaceAll("\\[[^]]*]", "[]");
    }

    private static List<Fixture> all(String folder) {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(Fixture::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fixture read(Path file) {
        Map<String, Object> content = load(file);
        String kind = text(content, "kind");
        String field = text(content, "field");
        Map<String, Object> spec = map(Objects.requireNonNull(content.get("spec")));
        List<Case> cases = new ArrayList<>();
        if (content.get("values") instanceof List<?> values) {
            for (int i = 0; i < values.size(); i++) {
                Map<String, Object> object = new LinkedHashMap<>(Map.of("spec", copy(spec)));
                put(object, (String) content.getOrDefault("at", field), values.get(i));
                cases.add(new Case(
                        file.getFileName() + "[" + i + "] " + Serialization.asJson(values.get(i)),
                        map(Objects.requireNonNull(object.get("spec")))));
            }
        } else {
            cases.add(new Case(file.getFileName().toString(), spec));
        }
        return new Fixture(
                RESOURCES.relativize(file).toString(),
                kind,
                (String) content.getOrDefault("name", kind.equals("RegistryFleet") ? "fleet" : "fixture"),
                field,
                (String) content.getOrDefault("message", ""),
                (String) content.getOrDefault("reason", "FieldValueInvalid"),
                (String) content.get("unquoted"),
                cases,
                content.get("before") == null ? null : map(Objects.requireNonNull(content.get("before"))));
    }

    private static Map<String, Object> load(Path file) {
        try {
            return map(Objects.requireNonNull(new Yaml().load(Files.readString(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Map<String, Object> content, String key) {
        return (String) Objects.requireNonNull(content.get(key), key);
    }

    private static void put(Map<String, Object> object, String path, @Nullable Object value) {
        List<String> steps =
                STEP.matcher(path).results().map(MatchResult::group).toList();
        Object holder = object;
        for (String step : steps.subList(0, steps.size() - 1)) {
            holder = holder instanceof List<?> list
                    ? list.get(Integer.parseInt(step))
                    : Objects.requireNonNull(map(holder).get(step), path);
        }
        if (holder instanceof List<?> list) {
            list(list).set(Integer.parseInt(steps.getLast()), value);
        } else {
            map(holder).put(steps.getLast(), value);
        }
    }

    private static Object copy(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map(map).forEach((key, item) -> copy.put(key, copy(item)));
                yield copy;
            }
            case List<?> list ->
                new ArrayList<>(IntStream.range(0, list.size())
                        .mapToObj(i -> copy(list.get(i)))
                        .toList());
            default -> value;
        };
    }

    @SuppressWarnings("unchecked") // YAML's maps have text as keys here
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> list(Object value) {
        return (List<@Nullable Object>) value;
    }
}
