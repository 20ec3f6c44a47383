package dev.registrymirror.e2e;

import static dev.registrymirror.e2e.ExplainedPull.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.e2e.cluster.Cluster;
import dev.registrymirror.e2e.cluster.Installation;
import dev.registrymirror.e2e.cluster.Node;
import dev.registrymirror.e2e.cluster.Pull;
import dev.registrymirror.e2e.cluster.SharedInstallation;
import dev.registrymirror.e2e.cluster.TestRegistry;
import dev.registrymirror.e2e.cluster.TestRegistry.Access;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every rule of a pull's way, on a real node with a registries.yaml that was put there by hand: the registry that is asked for which
 * repository by which user, as its access log has it, is the one that the explanation names. A test has one file and pulls of which
 * each says which attempt of its explanation has the image.
 */
@ExtendWith(SharedInstallation.class)
class PullsE2E {
    private static final String USER = "puller";
    private static final String PASSWORD = "s3cret-\"'\\$ä";
    private static final String CERTIFICATES = "/etc/pki/e2e-pulls/";
    private static final String NO_DEFAULT_ENDPOINT = "/etc/rancher/rke2/config.yaml.d/50-e2e.yaml";
    private static final NodeOptions OPTIONS = NodeOptions.defaults(Distribution.RKE2);

    private final Installation installation;
    private final List<TestRegistry> registries;
    private final Cluster cluster;
    private final Node node;

    PullsE2E(Installation installation) {
        this.installation = installation;
        this.cluster = installation.cluster();
        this.registries = List.of(cluster.plain(), cluster.tls(), cluster.basic(), cluster.mtls(), cluster.login());
        this.node = cluster.agents().getLast();
    }

    @BeforeEach
    void prepare() {
        for (TestRegistry registry : List.of(cluster.basic(), cluster.login())) {
            registry.password(USER, PASSWORD);
        }
        for (String file : List.of("ca.crt", "client.crt", "client.key")) {
            node.write(CERTIFICATES + file, "600", installation.certificate(file));
        }
    }

    @AfterEach
    void reset() {
        node.exec("rm", "-rf", "/etc/rancher/rke2/registries.yaml", NO_DEFAULT_ENDPOINT, CERTIFICATES);
        node.restartRke2();
        installation.reset();
    }

    @Test
    void reachWhoIsNamed() {
        Map<String, Integer> pulls = new LinkedHashMap<>();
        pulls.put("official-image:1", 0);
        pulls.put("docker.io/team/hub-image:1", 0);
        pulls.put("order.example/a/first-has-it:1", 0);
        pulls.put("order.example/a/second-has-it:1", 1);
        pulls.put("order.example/a/nobody-has-it:1", NOBODY);
        pulls.put("rewrite.example/team/rewritten:1", 0);
        pulls.put("rewrite.example/some-old/braces:1", 0);
        pulls.put("rewrite.example/other/not-rewritten:1", 0);
        pulls.put("chance.example/team/by-chance:1", 0);
        pulls.put("port.example:8443/a/with-port:1", 0);
        pulls.put("port.example/a/without-that-port:1", 0);
        pulls.put("underscores.example:5000/a/underscores:1", 0);
        pulls.put("path.example/a/below-a-path:1", 0);
        pulls.put("user.example/a/with-a-login:1", 0);
        pulls.put("private.example/a/ca-and-login:1", 0);
        pulls.put("identity.example/a/client-certificate:1", 0);
        pulls.put("noscheme.example/a/no-scheme:1", 0);
        pulls.put("twice.example/a/listed-twice:1", 1);
        pulls.put("empty.example/a/wildcard-applies:1", 0);
        pulls.put("anything.example/a/wildcard:1", 0);
        pulls.put("tls.registry.test:5001/a/itself-last:1", 1);
        pulls.put("mtls.registry.test:5003/a/own-endpoint-last:1", 0);
        pulls.put("basic.registry.test:5002/own/own-endpoint-first:1", 0);
        pulls.put("nested.example/team/hidden:1", NOBODY);
        pulls.put("broken.example/a.b/unreadable:1", NOBODY);
        assertPulls(pulls, OPTIONS, """
                mirrors:
                  docker.io: {endpoint: ["http://plain.registry.test:5000"], rewrite: {"^library/(.*)$": "hub/$1"}}
                  order.example: {endpoint: ["http://plain.registry.test:5000", "https://tls.registry.test:5001"]}
                  rewrite.example:
                    endpoint: ["http://plain.registry.test:5000"]
                    rewrite: {"^team/(.*)$": "mirrored/$1", "^(.*)-old/": "${1}-new/"}
                  chance.example:
                    endpoint: ["http://plain.registry.test:5000"]
                    rewrite: {"^team/": "one/", "^(.*)/by": "two/$1/by"}
                  port.example:8443: {endpoint: ["https://tls.registry.test:5001"]}
                  underscores.example_5000_: {endpoint: ["https://tls.registry.test:5001"]}
                  path.example: {endpoint: ["http://plain.registry.test:5000/v2/some/prefix"]}
                  user.example: {endpoint: ["http://login.registry.test:5004"]}
                  private.example: {endpoint: ["https://basic.registry.test:5002"]}
                  identity.example: {endpoint: ["https://mtls.registry.test:5003"]}
                  noscheme.example: {endpoint: ["tls.registry.test:5001"]}
                  twice.example:
                    endpoint:
                    - "http://plain.registry.test:5000"
                    - "http://plain.registry.test:5000/"
                    - "https://tls.registry.test:5001"
                  empty.example:
                  tls.registry.test:5001: {endpoint: ["http://plain.registry.test:5000"]}
                  mtls.registry.test:5003: {endpoint: ["https://mtls.registry.test:5003"], rewrite: {"^(.*)$": "lost/$1"}}
                  basic.registry.test:5002:
                    endpoint: ["https://basic.registry.test:5002", "http://plain.registry.test:5000"]
                    rewrite: {"^own/(.*)$": "kept/$1"}
                  nested.example/team: {endpoint: ["http://plain.registry.test:5000"]}
                  broken.example: {endpoint: ["http://plain.registry.test:5000"], rewrite: {'a\\.b': c}}
                  "*": {endpoint: ["http://login.registry.test:5004"]}
                configs:
                  tls.registry.test:5001: {tls: {ca_file: %1$sca.crt}}
                  basic.registry.test:5002: {auth: {username: %2$s, password: '%3$s'}, tls: {ca_file: %1$sca.crt}}
                  mtls.registry.test:5003:
                    tls: {ca_file: %1$sca.crt, cert_file: %1$sclient.crt, key_file: %1$sclient.key}
                  login.registry.test:5004: {auth: {username: %2$s, password: '%3$s'}}
                """.formatted(CERTIFICATES, USER, PASSWORD.replace("'", "''")));
    }

    @Test
    void reachWhoIsNamedWithOddSettings() {
        Map<String, Integer> pulls = new LinkedHashMap<>();
        pulls.put("insecure.example/a/any-certificate:1", 0);
        pulls.put("clear.example/a/settings-in-the-clear:1", 0);
        pulls.put("strange.example/a/tls-by-http:1", 0);
        pulls.put("encoded.example/a/auth-in-the-clear:1", 0);
        pulls.put("secret.example/a/auth-by-tls:1", 0);
        pulls.put("distrusted.example/a/after-a-broken-handshake:1", 1);
        pulls.put("basic.registry.test:5002/a/config-alone:1", 0);
        String auth = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertPulls(pulls, OPTIONS, """
                mirrors:
                  insecure.example: {endpoint: ["https://tls.registry.test:5001"]}
                  clear.example: {endpoint: ["http://plain.registry.test:5000"]}
                  strange.example: {endpoint: ["http://tls.registry.test:5001"]}
                  encoded.example: {endpoint: ["http://login.registry.test:5004"]}
                  secret.example: {endpoint: ["https://basic.registry.test:5002"]}
                  distrusted.example: {endpoint: ["https://mtls.registry.test:5003", "http://plain.registry.test:5000"]}
                configs:
                  plain.registry.test:5000: {tls: {insecure_skip_verify: true}}
                  tls.registry.test:5001: {tls: {insecure_skip_verify: true}}
                  basic.registry.test:5002: {auth: {auth: %1$s}, tls: {insecure_skip_verify: true}}
                  login.registry.test:5004: {auth: {auth: %1$s}}
                """.formatted(auth));
    }

    @Test
    void reachWhoIsNamedWithoutDefaultEndpoints() {
        Map<String, Integer> pulls = new LinkedHashMap<>();
        pulls.put("closed-image:1", 0);
        pulls.put("closed.example/a/mirror-has-it:1", 0);
        pulls.put("closed.example/a/nobody-has-it:1", NOBODY);
        pulls.put("tls.registry.test:5001/a/itself-by-its-config:1", 1);
        pulls.put("basic.registry.test:5002/a/itself-without-endpoints:1", 0);
        node.write(NO_DEFAULT_ENDPOINT, "600", "disable-default-registry-endpoint: true\n");
        assertPulls(pulls, OPTIONS.withDisableDefaultEndpoint(true), """
                mirrors:
                  docker.io: {endpoint: ["http://plain.registry.test:5000"]}
                  closed.example: {endpoint: ["http://plain.registry.test:5000"]}
                  tls.registry.test:5001: {endpoint: ["http://plain.registry.test:5000"]}
                  basic.registry.test:5002:
                configs:
                  tls.registry.test:5001: {tls: {ca_file: %1$sca.crt}}
                  basic.registry.test:5002: {auth: {username: %2$s, password: '%3$s'}, tls: {ca_file: %1$sca.crt}}
                """.formatted(
                        CERTIFICATES, USER, PASSWORD.replace("'", "''")));
    }

    @Test
    void reachWhoIsNamedByDigest() {
        node.writeRegistriesYaml(
                "mirrors: {digest.example: {endpoint: ['http://plain.registry.test:5000'], rewrite: {'^a/': 'b/'}}}");
        node.restartRke2();
        String digest = cluster.plain().push("b/by-digest:pushed");
        String both = cluster.plain().push("b/tag-and-digest:pushed");
        List<ExplainedPull> pulls = new ArrayList<>();
        for (String image :
                List.of("digest.example/a/by-digest@" + digest, "digest.example/a/tag-and-digest:other@" + both)) {
            ExplainedPull unpushed = ExplainedPull.prepare(image, NOBODY, node.meaning(), OPTIONS, registries);
            pulls.add(new ExplainedPull(image, unpushed.explanation(), 0, image.substring(image.indexOf('@') + 1)));
        }
        verify(pulls);
    }

    private void assertPulls(Map<String, Integer> serving, NodeOptions options, String file) {
        node.writeRegistriesYaml(file);
        node.restartRke2();
        List<ExplainedPull> pulls = new ArrayList<>();
        serving.forEach((image, attempt) ->
                pulls.add(ExplainedPull.prepare(image, attempt, node.meaning(), options, registries)));
        verify(pulls);
    }

    private void verify(List<ExplainedPull> pulls) {
        Map<TestRegistry, String> marks = new LinkedHashMap<>();
        registries.forEach(registry -> marks.put(registry, registry.mark()));
        Map<String, Pull> outcomes = cluster.pods()
                .pullAll(node, pulls.stream().map(ExplainedPull::image).toList());
        Map<TestRegistry, List<Access>> logs = new HashMap<>();
        marks.forEach((registry, mark) -> logs.put(registry, registry.since(mark)));
        for (ExplainedPull pull : pulls) {
            Pull outcome = outcomes.get(pull.image());
            assertThat(outcome).isNotNull();
            pull.verify(outcome, logs, USER);
        }
        System.out.printf("pulls: %d reach who is named in their explanation%n", pulls.size());
    }
}
