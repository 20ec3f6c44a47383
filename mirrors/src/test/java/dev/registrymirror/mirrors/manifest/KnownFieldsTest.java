package dev.registrymirror.mirrors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The reader names the API's fields once more: a field that comes to the API and not to the reader breaks this. */
class KnownFieldsTest {
    @Test
    void every_field_of_the_API_is_read() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "registrymirror.dev/v1alpha1");
        object.put("kind", "RegistryMirror");
        object.put("metadata", Map.of("name", "all"));
        object.put("spec", sample(RegistryMirrorSpec.class));
        String text = Serialization.asJson(object);
        ManifestReader reader = new ManifestReader(ManifestReader.DEFAULT_NAMESPACE);

        reader.read("all.json", text.getBytes(StandardCharsets.UTF_8));

        assertThat(reader.manifests().problems()).isEmpty();
        assertThat(reader.manifests().mirrors())
                .extracting(RegistryMirror::getSpec)
                .containsExactly(
                        Serialization.unmarshal(text, RegistryMirror.class).getSpec());
    }

    @Test
    void every_field_of_the_API_has_its_place_in_what_is_suggested() {
        Map<String, List<String>> places = new TreeMap<>();
        places("spec", RegistryMirrorSpec.class, places);
        // In a selector stand labels of any name, so that nothing there can be a field at the wrong place.
        places.keySet().removeIf(place -> place.startsWith("spec.nodeSelector"));
        // Names are names everywhere.
        places.keySet().removeIf(place -> place.endsWith("Ref"));

        assertThat(new TreeMap<>(FieldNames.HOMES)).isEqualTo(places);
        assertThat(new TreeSet<>(FieldNames.HOMES.keySet())).hasSizeGreaterThan(5);
    }

    /** A value of this type with all its fields. */
    private static Object sample(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == Map.class ? Map.of("x", sample(last)) : List.of(sample(last));
        }
        Class<?> raw = (Class<?>) type;
        if (raw == String.class) return "x";
        if (raw == int.class || raw == Integer.class) return 7;
        if (raw == boolean.class || raw == Boolean.class) return true;
        if (raw.isEnum()) return raw.getEnumConstants()[0].toString();
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent field : raw.getRecordComponents()) {
            fields.put(field.getName(), sample(field.getGenericType()));
        }
        return fields;
    }

    private static void places(String place, Type type, Map<String, List<String>> places) {
        if (type instanceof ParameterizedType generic) {
            boolean list = generic.getRawType() == List.class;
            if (list) places(place + "[]", generic.getActualTypeArguments()[0], places);
            return;
        }
        if (!(type instanceof Class<?> raw) || !raw.isRecord()) return;
        List<RecordComponent> fields = Arrays.asList(raw.getRecordComponents());
        places.put(place, fields.stream().map(RecordComponent::getName).toList());
        fields.forEach(field -> places(place + "." + field.getName(), field.getGenericType(), places));
    }
}
