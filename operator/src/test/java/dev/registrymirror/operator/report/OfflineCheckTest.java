package dev.registrymirror.operator.report;

import static dev.registrymirror.mirrors.Fixtures.pem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.check.ManifestCheck;
import dev.registrymirror.mirrors.manifest.ManifestReader;
import dev.registrymirror.mirrors.manifest.Manifests;
import dev.registrymirror.operator.assess.Stage;
import dev.registrymirror.operator.desire.MirrorOutlook;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tool says of manifests is to the letter what the operator says once they are applied. */
class OfflineCheckTest {
    private final Instant now = Instant.now();

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                mirrors: [{registry: docker.io, endpoints: ["https://harbor.corp:5000"]}]
                configs: [{host: harbor.corp, auth: {secretRef: {name: pull}}}]
                """,
                """
                mirrors:
                - registry: docker.io
                  endpoints: ["http://harbor.corp", "https://harbor.corp/proxy", "http://harbor.corp:443"]
                  rewrites: [{pattern: "^a$", replacement: "b"}, {pattern: "library", replacement: "hub"}]
                - registry: quay.io
                configs:
                - {host: harbor.corp, auth: {secretRef: {name: pull}}, tls: {insecureSkipVerify: true}}
                - {host: "*", auth: {secretRef: {name: pull}}}
                """,
                """
                mirrors: [{registry: docker.io, endpoints: ["https://harbor.corp"]}, {registry: docker, endpoints: ["https://m.corp"]}]
                configs: [{host: harbor.corp, tls: {caRef: {kind: ConfigMap, name: ca}, insecureSkipVerify: true}}]
                """,
            })
    void findings_are_those_of_the_condition_Plausible(String spec) {
        RegistryMirror corp = read(spec).mirrors().getFirst();
        Stage stage = new Stage().node("n1", Map.of()).mirror(corp);
        stage.references
                .secret("pull", "kubernetes.io/basic-auth", Map.of("username", "u", "password", "p"))
                .configMap("ca", Map.of("ca.crt", pem("ca.crt")));
        MirrorOutlook outlook =
                Objects.requireNonNull(stage.assess().desired().mirrors().get("corp"));

        assertThat(check(read(spec)))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(Plausibility.findings(outlook, now).stream()
                        .map(OfflineCheckTest::words)
                        .toList());
    }

    private List<String> check(Manifests manifests) {
        return ManifestCheck.of(manifests, CheckContext.of(NodeOptions.defaults(Distribution.RKE2), now)).stream()
                .map(found -> found.code() + " " + found.severity() + " " + found.sentence())
                .toList();
    }

    private static String words(Finding finding) {
        return finding.code() + " " + finding.severity() + " " + finding;
    }

    private static Manifests read(String spec) {
        ManifestReader reader = new ManifestReader(ManifestReader.DEFAULT_NAMESPACE);
        reader.read("corp.yaml", """
                        apiVersion: registrymirror.dev/v1alpha1
                        kind: RegistryMirror
                        metadata: {name: corp}
                        spec:
                        %s
                        ---
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: pull}
                        type: kubernetes.io/basic-auth
                        stringData: {username: u, password: p}
                        ---
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: ca}
                        data:
                          ca.crt: |
                        %s
                        """.formatted(spec.indent(2), pem("ca.crt").indent(4))
                .getBytes(StandardCharsets.UTF_8));
        return reader.manifests();
    }
}
