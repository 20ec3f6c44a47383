package dev.registrymirror.operator.assess;

import static dev.registrymirror.mirrors.Fixtures.mirror;
import static dev.registrymirror.mirrors.Fixtures.pem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.render.Renderer;
import dev.registrymirror.mirrors.render.Rendering;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.revision.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is rendered without a cluster is to the letter what the operator gives a node of the same labels. */
class OfflineRenderingTest {
    private static final List<RegistryMirror> MIRRORS = List.of(mirror("all", """
                    mirrors:
                    - registry: docker.io
                      endpoints: ["https://harbor.corp:5000", "http://10.0.0.7:5000"]
                      rewrites: [{pattern: "^(.*)$", replacement: "hub/$1"}]
                    configs:
                    - host: harbor.corp:5000
                      auth: {secretRef: {name: pull}}
                      tls: {caRef: {kind: ConfigMap, name: ca}}
                    """), mirror("gpu", """
                    priority: 10
                    nodeSelector: {matchLabels: {pool: gpu}}
                    mirrors:
                    - {registry: docker.io, endpoints: ["https://gpu.corp"]}
                    - {registry: "*", endpoints: ["https://any.corp"]}
                    configs:
                    - {host: gpu.corp, tls: {caFile: /etc/ssl/corp.pem, insecureSkipVerify: true}}
                    """));
    private static final Map<String, Map<String, String>> NODES =
            Map.of("n1", Map.of(), "n2", Map.of("pool", "gpu"), "n3", Map.of("pool", "build"));

    @Test
    void the_tool_renders_what_the_operator_grants() {
        Stage stage = new Stage();
        NODES.forEach(stage::node);
        MIRRORS.forEach(stage::mirror);
        stage.references
                .secret("pull", "kubernetes.io/basic-auth", Map.of("username", "puller", "password", "secret"))
                .configMap("ca", Map.of("ca.crt", pem("ca.crt")));
        var renderer = new Renderer(MIRRORS, stage.references);

        NODES.forEach((node, labels) -> {
            Payload granted = Objects.requireNonNull(
                            stage.assess().desired().revisions().get(stage.wanted(node)))
                    .payload();
            var rendered = (Rendering.Files) renderer.render(labels, Distribution.RKE2);
            assertThat(texts(rendered)).as(node).isEqualTo(texts(granted));
        });
    }

    private static Map<String, String> texts(Rendering.Files rendered) {
        Map<String, String> texts = new TreeMap<>();
        rendered.files().forEach((path, bytes) -> texts.put(path, new String(bytes.reveal(), StandardCharsets.UTF_8)));
        return texts;
    }

    private static Map<String, String> texts(Payload granted) {
        Map<String, String> texts = new TreeMap<>();
        texts.put(Distribution.RKE2.registriesFile(), granted.registriesYaml().reveal());
        granted.files()
                .forEach(file -> texts.put(
                        file.path(Distribution.RKE2), new String(file.content().reveal(), StandardCharsets.UTF_8)));
        return texts;
    }
}
