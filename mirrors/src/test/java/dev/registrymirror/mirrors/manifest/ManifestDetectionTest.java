package dev.registrymirror.mirrors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is what it holds, whatever it is called. */
class ManifestDetectionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiVersion: v1\nkind: Secret\n",
                "{\"apiVersion\": \"registrymirror.dev/v1alpha1\", \"kind\": \"RegistryMirror\"}",
                "# nothing\n---\n# nothing\n---\napiVersion: v1\nkind: List\nitems: []\n",
                "kind: RegistryMirror\nmetadata: {name: a}\n",
                "apiVersion: registrymirror.dev/v1alpha1\nkind: RegistryMirror\nmirrors: []\n",
                "apiVersion: apps/v1\nkind: Deployment\n",
                "kind: RegistryMirror\nspec: [",
                "apiVersion: v1\nkind: Secret\n---\nmirrors: {}\n",
            })
    void manifests(String text) {
        assertThat(ManifestDetection.isManifest(text.getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mirrors: {}\n",
                "configs: {}\n",
                "mirrors: [",
                "# kind: Secret\nmirrors:\n  kind: {endpoint: [a]}\n",
                "mirrors: {}\n---\napiVersion: v1\nkind: Secret\n",
                "apiVersion: v1\nmirrors: {}\n",
                "kind: x\n",
                "- apiVersion: v1\n",
                "text",
            })
    void everythingElseIsTakenForARegistriesYaml(String text) {
        assertThat(ManifestDetection.isManifest(text.getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }
}
