package dev.registrymirror.registries.explain;

import static dev.registrymirror.registries.explain.Pulls.RKE2;
import static dev.registrymirror.registries.explain.Pulls.explain;
import static dev.registrymirror.registries.explain.Pulls.first;
import static dev.registrymirror.registries.explain.Pulls.manifests;
import static dev.registrymirror.registries.explain.Pulls.urls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.explain.Unused.Reason;
import dev.registrymirror.registries.model.Auth.Use;
import org.junit.jupiter.api.Test;

/** What the embedded registry changes about a pull. */
class EmbeddedRegistryOfPullTest {
    private static final NodeOptions EMBEDDED =
            RKE2.withEmbeddedRegistry(NodeOptions.embeddedRegistry(Distribution.RKE2));

    @Test
    void comesFirstAndWithoutRewrites() {
        Explanation explanation =
                explain("q.io/a/b", "mirrors: {q.io: {endpoint: [m.example], rewrite: {'^a/(.*)': 'x/$1'}}}", EMBEDDED);
        assertThat(manifests(explanation))
                .containsExactly(
                        "https://127.0.0.1:9345/v2/a/b/manifests/latest?ns=q.io",
                        "https://m.example/v2/x/b/manifests/latest?ns=q.io",
                        "https://q.io/v2/a/b/manifests/latest");
        assertThat(first(explanation).kind()).isEqualTo(Attempt.Kind.EMBEDDED_REGISTRY);
        assertThat(first(explanation).tls().certFile())
                .isEqualTo("/var/lib/rancher/rke2/agent/client-rke2-controller.crt");
        assertThat(explanation.attempts().get(1).field()).isEqualTo("mirrors[\"q.io\"].endpoint[0]");
    }

    @Test
    void servesAMirrorWithoutEndpointsAndWinsOverTheWildcard() {
        Explanation explanation = explain("busybox", "mirrors: {docker.io: , '*': {endpoint: [b.example]}}", EMBEDDED);
        assertThat(urls(explanation)).containsExactly("https://127.0.0.1:9345/v2", "https://registry-1.docker.io/v2");
        assertThat(explanation.unused()).containsExactly(new Unused("mirrors[\"*\"]", Reason.WILDCARD_HIDDEN));
    }

    @Test
    void makesAFolderOfAWildcardWithoutEndpointsThatAnotherFolderHides() {
        assertThat(explain("busybox", "mirrors: {docker.io: , '*': }", EMBEDDED).unused())
                .containsExactly(new Unused("mirrors[\"*\"]", Reason.WILDCARD_HIDDEN));
    }

    @Test
    void servesNoLocalRegistryAndNoneThatIsNoMirror() {
        assertThat(urls(explain("localhost:5000/a", "mirrors: {'localhost:5000': {endpoint: [m.example]}}", EMBEDDED)))
                .containsExactly("https://m.example/v2", "http://localhost:5000/v2");
        assertThat(urls(explain("q.io/a", "mirrors: {docker.io: }", EMBEDDED))).containsExactly("https://q.io/v2");
    }

    @Test
    void takesTheLoginAndSettingsThatTheFileHasForItsAddressAway() {
        Explanation explanation = explain(
                "busybox",
                "mirrors: {docker.io: }\nconfigs: {'127.0.0.1:9345': {auth: {username: u, password: p}}}",
                EMBEDDED);
        assertThat(first(explanation).credentials().use()).isEqualTo(Use.NOTHING);
        assertThat(explanation.unused())
                .containsExactly(new Unused("configs[\"127.0.0.1:9345\"]", Reason.EMBEDDED_REGISTRY));
    }
}
