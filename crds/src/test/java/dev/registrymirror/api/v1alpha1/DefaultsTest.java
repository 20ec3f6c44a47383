package dev.registrymirror.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DefaultsTest {
    @Test
    void aFleetThatSaysNothingReadsAsTheDefault() {
        RegistryFleet fleet = Serialization.unmarshal("""
                apiVersion: registrymirror.dev/v1alpha1
                kind: RegistryFleet
                metadata: {name: fleet}
                spec: {}
                """, RegistryFleet.class);

        assertThat(fleet.getSpec()).isEqualTo(RegistryFleetSpec.DEFAULT);
        assertThat(fleet.getSpec().pools()).containsExactly(Pool.DEFAULT);
    }

    @Test
    void theDefaultFleetIsReadAsItWasWritten() {
        assertThat(Serialization.unmarshal(Serialization.asJson(RegistryFleetSpec.DEFAULT), RegistryFleetSpec.class))
                .isEqualTo(RegistryFleetSpec.DEFAULT);
    }

    @Test
    void listsThatAreNotThereAreEmptyAndAreNotWritten() {
        MirrorEntry mirror = Serialization.unmarshal("registry: docker.io", MirrorEntry.class);

        assertThat(mirror.endpoints()).isEmpty();
        assertThat(mirror.rewrites()).isEmpty();
        assertThat(Serialization.asJson(mirror)).isEqualTo("{\"registry\":\"docker.io\"}");
    }

    /** The CRDs of a newer version may be installed while this one still runs. */
    @Test
    void fieldsOfANewerVersionAreIgnored() {
        RegistryMirror mirror = Serialization.unmarshal("""
                apiVersion: registrymirror.dev/v1alpha1
                kind: RegistryMirror
                metadata: {name: corp}
                spec:
                  laterField: 1
                  mirrors: [{registry: docker.io, laterField: [x]}]
                """, RegistryMirror.class);

        assertThat(mirror.getSpec().mirrors()).extracting(MirrorEntry::registry).containsExactly("docker.io");
    }

    @Test
    void noTypeStumblesOverFieldsOfANewerVersion() {
        Set<Class<?>> records = new LinkedHashSet<>();
        Stream.of(RegistryMirror.class, RegistryFleet.class, NodeRegistries.class)
                .forEach(kind -> collectRecords(kind.getGenericSuperclass(), records));

        assertThat(records)
                .hasSizeGreaterThan(20)
                .allSatisfy(type -> assertThat(type).hasAnnotation(JsonIgnoreProperties.class));
    }

    private static void collectRecords(Type type, Set<Class<?>> records) {
        if (type instanceof ParameterizedType parameterized) {
            Stream.of(parameterized.getActualTypeArguments()).forEach(argument -> collectRecords(argument, records));
        } else if (type instanceof Class<?> named && named.isRecord() && records.add(named)) {
            Stream.of(named.getRecordComponents())
                    .forEach(component -> collectRecords(component.getGenericType(), records));
        }
    }

    @Test
    void aCaReferenceWithoutKeyMeansCaCrt() {
        assertThat(Serialization.unmarshal("kind: ConfigMap\nname: ca", CaReference.class)
                        .key())
                .isEqualTo("ca.crt");
    }
}
