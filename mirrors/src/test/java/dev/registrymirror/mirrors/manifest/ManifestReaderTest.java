package dev.registrymirror.mirrors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestReaderTest {
    private static final String FULL = """
            apiVersion: registrymirror.dev/v1alpha1
            kind: RegistryMirror
            metadata: {name: corp}
            spec:
              nodeSelector:
                matchLabels: {pool: gpu, empty: ""}
                matchExpressions:
                - {key: a, operator: In, values: [x, "1"]}
                - {key: b, operator: NotIn, values: [x]}
                - {key: c, operator: Exists}
                - {key: d, operator: DoesNotExist}
              priority: -7
              mirrors:
              - registry: docker.io
                endpoints: ["https://harbor.corp:5000", other.corp]
                rewrites: [{pattern: "^(.*)$", replacement: "hub/$1"}, {pattern: ^x, replacement: ""}]
              - registry: "*"
              configs:
              - host: harbor.corp:5000
                auth: {secretRef: {name: pull}}
                tls:
                  caRef: {kind: ConfigMap, name: ca}
                  clientCertRef: {name: mtls}
                  insecureSkipVerify: true
              - host: other.corp
                tls: {caRef: {kind: Secret, name: ca, key: bundle.pem}, certFile: /c, keyFile: /k}
              - host: third.corp
                tls: {caFile: /ca, insecureSkipVerify: false}
              - host: fourth.corp
                tls: {}
            """;
    private static final String MIRROR = """
            apiVersion: registrymirror.dev/v1alpha1
            kind: RegistryMirror
            metadata: {name: corp}
            spec:
              mirrors: [{registry: docker.io, endpoints: [https://a]}]
            """;

    private static Manifests read(String... texts) {
        ManifestReader reader = new ManifestReader("registry-mirror-system");
        for (int i = 0; i < texts.length; i++) {
            reader.read((char) ('a' + i) + ".yaml", texts[i].getBytes(StandardCharsets.UTF_8));
        }
        return reader.manifests();
    }

    @Test
    void everyFieldIsReadAsTheApisOwnTypesReadIt() {
        Manifests manifests = read(FULL);

        assertThat(manifests.problems()).isEmpty();
        assertThat(manifests.mirrors()).singleElement().satisfies(mirror -> {
            RegistryMirror expected = Serialization.unmarshal(FULL, RegistryMirror.class);
            assertThat(mirror.getMetadata().getName()).isEqualTo("corp");
            assertThat(mirror.getSpec()).isEqualTo(expected.getSpec());
            assertThat(Serialization.asJson(mirror.getSpec())).isEqualTo(Serialization.asJson(expected.getSpec()));
        });
    }

    @Test
    void documentsListsJsonAndWhatKubectlPrintsAreRead() {
        Manifests manifests = read(
                """
                # two documents, the first of which is nothing
                --- # and a comment
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Secret
                  metadata: {name: pull, namespace: registry-mirror-system, uid: x, managedFields: [{manager: kubectl}]}
                  type: kubernetes.io/basic-auth
                  data: {username: dQ==}
                  stringData: {password: "1e3"}
                  immutable: true
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: ca}, data: {ca.crt: x}, binaryData: {b: AA==}}
                ---
                """ + MIRROR, "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"json\"}}");

        assertThat(manifests.problems()).isEmpty();
        assertThat(manifests.mirrors()).hasSize(1);
        var secret = Objects.requireNonNull(manifests.references().secret("pull"));
        assertThat(secret.getType()).isEqualTo("kubernetes.io/basic-auth");
        assertThat(secret.getData()).containsEntry("username", "dQ==").containsEntry("password", "MWUz");
        var map = Objects.requireNonNull(manifests.references().configMap("ca"));
        assertThat(map.getData()).containsEntry("ca.crt", "x");
        assertThat(map.getBinaryData()).containsEntry("b", "AA==");
        assertThat(manifests.references().secret("json")).isNotNull();
        assertThat(manifests.references().secret("ca")).isNull();
    }

    @Test
    void otherKindsAndOtherNamespacesArePassedOverAndSaid() {
        Manifests manifests = read("""
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 1}}
                ---
                {apiVersion: v1, kind: Secret, metadata: {name: pull, namespace: default}, data: {a: not base64}}
                ---
                {apiVersion: registrymirror.dev/v1alpha1, kind: RegistryFleet, metadata: {name: fleet}}
                """);

        assertThat(manifests.problems()).isEmpty();
        assertThat(manifests.passedOver())
                .containsExactly("Deployment web", "Secret pull of the namespace default", "RegistryFleet fleet");
        assertThat(manifests.references().secret("pull")).isNull();
    }

    @Test
    void anchorsAndMergesAreFollowed() {
        Manifests manifests = read("""
                apiVersion: registrymirror.dev/v1alpha1
                kind: RegistryMirror
                metadata: {name: corp}
                spec:
                  mirrors:
                  - &first {registry: a.io, endpoints: &list [https://m]}
                  - {<<: *first, registry: b.io}
                  - {registry: c.io, endpoints: *list}
                """);

        assertThat(manifests.problems()).isEmpty();
        assertThat(manifests.mirrors().getFirst().getSpec().mirrors())
                .extracting(mirror -> mirror.registry() + mirror.endpoints())
                .containsExactly("a.io[https://m]", "b.io[https://m]", "c.io[https://m]");
    }

    record Bad(String what, String manifest, List<String> said) {
        Bad(String what, String manifest, String said) {
            this(what, manifest, List.of(said));
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private static Bad spec(String what, String spec, String... said) {
        return new Bad(
                what,
                """
                apiVersion: registrymirror.dev/v1alpha1
                kind: RegistryMirror
                metadata: {name: corp}
                spec: %s
                """.formatted(spec),
                Stream.of(said)
                        .map(it -> "a.yaml, line 4: RegistryMirror corp: " + it)
                        .toList());
    }

    private static Bad secret(String what, String rest, String... said) {
        return new Bad(
                what,
                "apiVersion: v1\nkind: Secret\nmetadata: {name: pull}\n" + rest,
                Stream.of(said).map(it -> "a.yaml, line 4: Secret pull: " + it).toList());
    }

    static Stream<Bad> bad() {
        return Stream.of(
                spec(
                        "several mistakes",
                        "{mirors: [], priority: high, mirrors: [{registry: a.io, endpoint: [x]}, {endpoints: [1]}]}",
                        "spec.priority: must be a whole number of at most 32 bits; write it in decimal digits, without quotes",
                        "spec.mirrors[a.io].endpoint: there is no such field here: the API server refuses the object, or passes over the field; did you mean endpoints?",
                        "spec.mirrors[1].registry: is missing; add the field",
                        "spec.mirrors[1].endpoints[0]: must be text; put it between double quotes",
                        "spec.mirors: there is no such field here: the API server refuses the object, or passes over the field; did you mean mirrors?"),
                spec(
                        "an inline password",
                        "{configs: [{host: h, auth: {username: u, password: s3cret}}]}",
                        "spec.configs[h].auth.username: there is no such field here: the API server refuses the object, or passes over the field; write it into a Secret, and name that in secretRef: whoever may read this object would read it",
                        "spec.configs[h].auth.password: there is no such field here: the API server refuses the object, or passes over the field; write it into a Secret, and name that in secretRef: whoever may read this object would read it"),
                spec(
                        "nothing",
                        "{nodeSelector: {}}",
                        "spec: has neither mirrors nor configs; say what the selected nodes should have; to give them their former"
                                + " state back, delete the RegistryMirror"),
                spec(
                        "a label that is no text",
                        "{nodeSelector: {matchLabels: {gpu: true}}, configs: [{host: h}]}",
                        "spec.nodeSelector.matchLabels.gpu: must be text; put it between double quotes"),
                spec(
                        "expressions without sense",
                        "{nodeSelector: {matchExpressions: [{key: a, operator: In}, {key: a, operator: Is}]}, configs: [{host: h}]}",
                        "spec.nodeSelector.matchExpressions[0]: has no values, which In compares with; name them, or use Exists",
                        "spec.nodeSelector.matchExpressions[1].operator: is none of the values that there are; write one of In,"
                                + " NotIn, Exists, DoesNotExist"),
                spec(
                        "a spec that is a list",
                        "[a]",
                        "spec: must be a map; write keys with a colon, and what belongs to them"
                                + " behind it or indented below"),
                spec(
                        "a key twice",
                        "{configs: [{host: h, host: g}]}",
                        "spec.configs[h].host: stands there twice, and only one of the two could apply; leave one out"),
                secret(
                        "a password that is not base64",
                        "data: {password: s3cret!}",
                        "data.password: is not base64; encode it, or write it under stringData as it is"),
                secret(
                        "a password that looks like a number",
                        "stringData: {password: 12345}",
                        "stringData.password: must be text; put it between double quotes"),
                secret(
                        "a field that Secrets do not have",
                        "datum: {password: s3cret}",
                        "datum: there is no such field here: the API server refuses the object, or passes over the field; leave it out; there are apiVersion, kind, metadata, type, data,"
                                + " stringData, immutable"),
                new Bad("no YAML", "a: 'open", "a.yaml, line 1: this is no YAML: "),
                new Bad(
                        "a registries.yaml",
                        "\nmirrors: {}",
                        "a.yaml, line 2: this is a registries.yaml, and no manifest; make a RegistryMirror of it with registries"
                                + " import"),
                new Bad("a text", "s3cret", "a.yaml, line 1: must be a map; "),
                new Bad(
                        "no name",
                        "{apiVersion: v1, kind: Secret, metadata: {}}",
                        "a.yaml, line 1: Secret: metadata.name: is missing"),
                new Bad(
                        "another version",
                        "{apiVersion: registrymirror.dev/v1, kind: RegistryMirror, metadata: {name: corp}}",
                        "a.yaml, line 1: RegistryMirror corp: there is no version registrymirror.dev/v1; write apiVersion:"
                                + " registrymirror.dev/v1alpha1"),
                new Bad(
                        "the same twice",
                        MIRROR + "---\n" + MIRROR,
                        "a.yaml, line 7: RegistryMirror corp: is there twice, and only one of the two could apply; leave one out"),
                new Bad(
                        "a place below other documents",
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n---\n\n{apiVersion: v1, kind: ConfigMap, metadata: 1}",
                        "a.yaml, line 4: ConfigMap: metadata: must be a map"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void everythingThatTheApiServerWouldRefuseIsToldAtOnceWithoutValuesOfSecrets(Bad bad) {
        List<String> said = read(bad.manifest).problems().stream()
                .map(ManifestProblem::toString)
                .toList();

        assertThat(said).hasSameSizeAs(bad.said());
        for (int i = 0; i < said.size(); i++) {
            assertThat(said.get(i)).startsWith(bad.said().get(i)).doesNotContain("s3cret");
        }
    }

    @Test
    void aliasesThatMultiplyAreNotFollowedForever() {
        StringBuilder bomb = new StringBuilder("apiVersion: v1\nkind: List\nmetadata: {}\nitems: &a0 []\n");
        for (int i = 1; i < 30; i++) {
            String alias = "*a" + (i - 1) + ", ";
            bomb.append("x%d: &a%d {apiVersion: v1, kind: List, items: [%s]}\n".formatted(i, i, alias.repeat(30)));
        }
        bomb.append("---\n{apiVersion: v1, kind: List, items: &self [{apiVersion: v1, kind: List, items: *self}]}\n");
        bomb.append("---\n&m {apiVersion: v1, kind: ConfigMap, <<: *m}\n");

        assertThat(read(bomb.toString()).problems()).isNotEmpty();
    }
}
