package dev.registrymirror.operator.assess;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.combine.Author;
import dev.registrymirror.mirrors.resolve.MirrorResolver;
import dev.registrymirror.mirrors.resolve.References;
import dev.registrymirror.mirrors.resolve.Resolution;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Resolves RegistryMirrors, each anew only when it, or something that it was resolved from, has changed: reading certificates and keys is most
 * of the work of an assessment, and most assessments follow from nodes.
 */
final class Resolutions {
    private final References references;
    private Map<String, Known> known = new HashMap<>();

    /**
     * One that has been resolved.
     *
     * @param used versions of what was looked up, null for what was not there
     */
    private record Known(
            String uid, @Nullable Long generation, Map<Reference, @Nullable String> used, Resolution resolution) {}

    private record Reference(String kind, String name) {}

    Resolutions(References references) {
        this.references = references;
    }

    /** All of them resolved; those that are not among them are forgotten. */
    List<Author> of(Collection<RegistryMirror> mirrors) {
        Map<String, Known> next = new HashMap<>();
        List<Author> authors = new ArrayList<>();
        for (RegistryMirror mirror : mirrors) {
            String name = mirror.getMetadata().getName();
            Known before = known.get(name);
            Known now = before != null && holds(before, mirror) ? before : resolve(mirror);
            next.put(name, now);
            authors.add(new Author(mirror, now.resolution));
        }
        known = next;
        return authors;
    }

    private boolean holds(Known before, RegistryMirror mirror) {
        return before.uid.equals(mirror.getMetadata().getUid())
                && Objects.equals(before.generation, mirror.getMetadata().getGeneration())
                && before.used.entrySet().stream()
                        .allMatch(used -> Objects.equals(used.getValue(), version(find(used.getKey()))));
    }

    private Known resolve(RegistryMirror mirror) {
        var recorder = new Recorder();
        Resolution resolution = MirrorResolver.resolve(mirror, recorder);
        return new Known(
                mirror.getMetadata().getUid(), mirror.getMetadata().getGeneration(), recorder.used, resolution);
    }

    private @Nullable HasMetadata find(Reference reference) {
        return reference.kind.equals("Secret")
                ? references.secret(reference.name)
                : references.configMap(reference.name);
    }

    /** With the UID, since a version is one of an object. */
    private static @Nullable String version(@Nullable HasMetadata object) {
        return object == null
                ? null
                : object.getMetadata().getUid() + '/' + object.getMetadata().getResourceVersion();
    }

    /** Writes down what is looked up, in the version in which it was found. */
    private final class Recorder implements References {
        private final Map<Reference, @Nullable String> used = new HashMap<>();

        @Override
        public @Nullable Secret secret(String name) {
            Secret secret = references.secret(name);
            used.put(new Reference("Secret", name), version(secret));
            return secret;
        }

        @Override
        public @Nullable ConfigMap configMap(String name) {
            ConfigMap map = references.configMap(name);
            used.put(new Reference("ConfigMap", name), version(map));
            return map;
        }
    }
}
