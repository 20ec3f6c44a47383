package dev.registrymirror.operator.assess;

import static dev.registrymirror.mirrors.Fixtures.mirror;
import static dev.registrymirror.mirrors.Fixtures.pem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.combine.Author;
import dev.registrymirror.mirrors.resolve.References;
import dev.registrymirror.mirrors.resolve.Resolution;
import dev.registrymirror.mirrors.resolve.Resolution.Resolved;
import dev.registrymirror.mirrors.resolve.Resolution.Unresolved;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is resolved anew and what is not: the same resolution, by identity, was not made again. */
class ResolutionsTest {
    private static final String SPEC = "configs: [{host: h, tls: {caRef: {kind: ConfigMap, name: ca}}}]";

    private final Map<String, ConfigMap> maps = new HashMap<>();
    private final Resolutions resolutions = new Resolutions(new References() {
        @Override
        public @Nullable Secret secret(String name) {
            return null;
        }

        @Override
        public @Nullable ConfigMap configMap(String name) {
            return maps.get(name);
        }
    });

    private Resolution resolve(RegistryMirror mirror) {
        return resolutions.of(List.of(mirror)).getFirst().resolution();
    }

    private void ca(String uid, String version, String pem) {
        maps.put(
                "ca",
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("ca")
                        .withUid(uid)
                        .withResourceVersion(version)
                        .endMetadata()
                        .withData(Map.of("ca.crt", pem))
                        .build());
    }

    @Test
    void whileNothingThatItNamesChangesAMirrorIsResolvedOnceAndTheObjectOfNowIsHandedOut() {
        ca("u", "1", pem("ca.crt"));
        Resolution first = resolve(mirror("corp", SPEC));
        RegistryMirror later = mirror("corp", SPEC);
        later.getMetadata().setResourceVersion("2");

        Author author = resolutions.of(List.of(later)).getFirst();

        assertThat(first).isInstanceOf(Resolved.class);
        assertThat(author.resolution()).isSameAs(first);
        assertThat(author.mirror()).isSameAs(later);
    }

    @Test
    void anotherSpecIsResolvedAnew() {
        ca("u", "1", pem("ca.crt"));
        Resolution first = resolve(mirror("corp", SPEC));
        RegistryMirror changed = mirror("corp", SPEC);
        changed.getMetadata().setGeneration(2L);

        assertThat(resolve(changed)).isNotSameAs(first);
    }

    @Test
    void aMirrorThatWasMadeAnewIsResolvedAnew() {
        ca("u", "1", pem("ca.crt"));
        Resolution first = resolve(mirror("corp", SPEC));
        RegistryMirror anew = mirror("corp", SPEC);
        anew.getMetadata().setUid("other");

        assertThat(resolve(anew)).isNotSameAs(first);
    }

    @Test
    void whatItNamesIsFollowedAsItComesChangesAndGoes() {
        assertThat(resolve(mirror("corp", SPEC))).isInstanceOf(Unresolved.class);

        ca("u", "1", pem("ca.crt"));
        Resolution first = resolve(mirror("corp", SPEC));
        assertThat(first).isInstanceOf(Resolved.class);

        ca("u", "2", pem("ca.crt") + pem("client.crt"));
        assertThat(resolve(mirror("corp", SPEC))).isInstanceOf(Resolved.class).isNotEqualTo(first);

        ca("another", "2", "nothing");
        assertThat(resolve(mirror("corp", SPEC))).isInstanceOf(Unresolved.class);

        ca("u", "1", pem("ca.crt"));
        assertThat(resolve(mirror("corp", SPEC))).isEqualTo(first);

        maps.clear();
        assertThat(resolve(mirror("corp", SPEC))).isInstanceOf(Unresolved.class);
    }
}
