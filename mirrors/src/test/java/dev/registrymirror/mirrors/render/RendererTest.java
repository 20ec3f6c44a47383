package dev.registrymirror.mirrors.render;

import static dev.registrymirror.mirrors.Fixtures.mirror;
import static dev.registrymirror.mirrors.Fixtures.pem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.render.Rendering.Files;
import dev.registrymirror.mirrors.render.Rendering.Held;
import dev.registrymirror.mirrors.render.Rendering.Nothing;
import dev.registrymirror.mirrors.resolve.FakeReferences;
import dev.registrymirror.registries.compose.Distribution;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RendererTest {
    private static final Map<String, String> GPU = Map.of("pool", "gpu");
    private static final RegistryMirror ALL = mirror("all", """
            mirrors: [{registry: quay.io, endpoints: [https://harbor.corp:5000]}]
            configs: [{host: harbor.corp:5000, auth: {secretRef: {name: pull}}, tls: {caRef: {kind: ConfigMap, name: ca}}}]
            """);
    private static final RegistryMirror GPU_ONLY = mirror("gpu", """
            nodeSelector: {matchLabels: {pool: gpu}}
            priority: 1
            mirrors: [{registry: quay.io, endpoints: [https://gpu.corp]}]
            """);

    private final FakeReferences references = new FakeReferences()
            .secret("pull", "kubernetes.io/basic-auth", Map.of("username", "puller", "password", "hunter2"))
            .configMap("ca", Map.of("ca.crt", pem("ca.crt")));

    private Rendering render(Distribution distribution, Map<String, String> labels, RegistryMirror... mirrors) {
        return new Renderer(List.of(mirrors), references).render(labels, distribution);
    }

    @Test
    void aNodeGetsItsFileAndTheCertificatesThatItNamesAtTheirPaths() {
        Rendering rendering = render(Distribution.K3S, Map.of(), ALL, GPU_ONLY);

        assertThat(rendering).isInstanceOfSatisfying(Files.class, files -> {
            assertThat(files.mirrors()).containsExactly("all");
            assertThat(files.files()).hasSize(2).containsKey("/etc/rancher/k3s/registries.yaml");
            String ca = files.files().firstKey();
            assertThat(text(files, "/etc/rancher/k3s/registries.yaml"))
                    .isEqualTo("""
                    # Written by the Registry Mirror Operator. Change the RegistryMirror, not this file.
                    mirrors:
                      "quay.io":
                        endpoint:
                          - "https://harbor.corp:5000"
                    configs:
                      "harbor.corp:5000":
                        auth:
                          username: "puller"
                          password: "hunter2"
                        tls:
                          ca_file: "%s"
                    """.formatted(files.files().keySet().stream()
                            .filter(path -> path.endsWith(".pem"))
                            .findFirst()
                            .orElseThrow()));
            assertThat(files.files().keySet()).anySatisfy(path -> {
                assertThat(path).matches("/etc/rancher/k3s/registry-mirror/[0-9a-f]{64}[.]pem");
                assertThat(text(files, path)).isEqualTo(pem("ca.crt"));
            });
            assertThat(ca).startsWith("/etc/rancher/k3s/");
        });
    }

    @Test
    void theNodesLabelsAndThePriorityDecide() {
        Rendering rendering = render(Distribution.RKE2, GPU, GPU_ONLY, ALL);

        assertThat(rendering).isInstanceOfSatisfying(Files.class, files -> {
            assertThat(files.mirrors()).containsExactly("all", "gpu");
            assertThat(text(files, "/etc/rancher/rke2/registries.yaml"))
                    .contains("https://gpu.corp")
                    .doesNotContain("https://harbor.corp");
        });
    }

    @Test
    void aNodeThatNothingSelectsGetsNothing() {
        assertThat(render(Distribution.RKE2, Map.of("pool", "cpu"), GPU_ONLY)).isEqualTo(new Nothing());
    }

    @Test
    void everythingThatIsMissingOrRefusedIsToldAtOnceInTheOperatorsWords() {
        Rendering rendering = render(
                Distribution.RKE2,
                Map.of(),
                mirror("a", "configs: [{host: h, auth: {secretRef: {name: nowhere}}}, {host: g, tls: {certFile: /c}}]"),
                mirror("b", "mirrors: [{registry: r.io, endpoints: [\"ftp://x\"]}]"));

        assertThat(rendering).isInstanceOfSatisfying(Held.class, held -> {
            assertThat(held.mirrors()).containsExactly("a", "b");
            assertThat(held.problems())
                    .satisfiesExactly(
                            half -> assertThat(half)
                                    .startsWith("RegistryMirror a cannot be used: spec.configs[g].tls.keyFile: "),
                            missing -> assertThat(missing)
                                    .isEqualTo(
                                            "RegistryMirror a cannot be used: spec.configs[h].auth.secretRef: Secret nowhere does not"
                                                    + " exist in the operator's namespace; create it there; other namespaces are not looked at"),
                            endpoint -> assertThat(endpoint)
                                    .startsWith("RegistryMirror b cannot be used: spec.mirrors[r.io].endpoints[0]: "));
        });
    }

    @Test
    void allConflictsAreToldAtOnce() {
        Rendering rendering = render(
                Distribution.RKE2,
                Map.of(),
                mirror(
                        "a",
                        "mirrors: [{registry: q.io, endpoints: [https://a]}, {registry: r.io, endpoints: [https://a]}]"),
                mirror(
                        "b",
                        "mirrors: [{registry: q.io, endpoints: [https://b]}, {registry: r.io, endpoints: [https://b]}]"));

        assertThat(rendering)
                .isInstanceOfSatisfying(
                        Held.class,
                        held -> assertThat(held.problems())
                                .hasSize(2)
                                .first()
                                .asString()
                                .isEqualTo("RegistryMirrors a, b configure q.io with the same priority 0, and differ in"
                                        + " spec.mirrors[q.io].endpoints; make them equal, give one of them a higher priority, or let"
                                        + " them select different nodes"));
    }

    private static String text(Files files, String path) {
        return new String(
                java.util.Objects.requireNonNull(files.files().get(path)).reveal(), StandardCharsets.UTF_8);
    }
}
