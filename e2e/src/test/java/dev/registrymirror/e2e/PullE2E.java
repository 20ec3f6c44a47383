package dev.registrymirror.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.e2e.cluster.Cluster;
import dev.registrymirror.e2e.cluster.Installation;
import dev.registrymirror.e2e.cluster.Node;
import dev.registrymirror.e2e.cluster.Pull;
import dev.registrymirror.e2e.cluster.SharedInstallation;
import dev.registrymirror.e2e.cluster.TestRegistry;
import dev.registrymirror.e2e.cluster.TestRegistry.Access;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a RegistryMirror says is what pulls do. Every image is fresh, every pull is made (imagePullPolicy Always), and the access log
 * of the registry that ought to have been asked is the evidence.
 */
@ExtendWith(SharedInstallation.class)
class PullE2E {
    private static final String USER = "puller";
    private static final String PASSWORD = "s3cret-\"'\\$ä";

    private final Installation installation;
    private final Cluster cluster;
    private final Node node;

    PullE2E(Installation installation) {
        this.installation = installation;
        this.cluster = installation.cluster();
        this.node = cluster.agents().getFirst();
    }

    @BeforeEach
    void logins() {
        for (TestRegistry registry : new TestRegistry[] {cluster.basic(), cluster.login()}) {
            registry.password(USER, PASSWORD);
        }
        installation.basicAuthSecret(
                "puller", USER, PASSWORD.replace("\\", "\\\\").replace("\"", "\\\""));
        installation.caConfigMap("private-ca");
    }

    @AfterEach
    void reset() {
        installation.reset();
    }

    @Test
    void tlsWithCredentials() {
        mirror("""
                mirrors: [{registry: docker.io, endpoints: ["https://basic.registry.test:5002"]}]
                configs:
                - host: basic.registry.test:5002
                  auth: {secretRef: {name: puller}}
                  tls: {caRef: {kind: ConfigMap, name: private-ca, key: ca.crt}}
                """);
        assertPulled(cluster.basic(), "docker.io/e2e/tls-with-credentials", "e2e/tls-with-credentials", USER);
    }

    @Test
    void tlsWithoutCredentials() {
        mirror("""
                mirrors: [{registry: docker.io, endpoints: ["https://tls.registry.test:5001"]}]
                configs:
                - host: tls.registry.test:5001
                  tls: {caRef: {kind: ConfigMap, name: private-ca, key: ca.crt}}
                """);
        assertPulled(cluster.tls(), "docker.io/e2e/tls", "e2e/tls", "");
    }

    @Test
    void plainHttpWithCredentials() {
        mirror("""
                mirrors: [{registry: docker.io, endpoints: ["http://login.registry.test:5004"]}]
                configs:
                - host: login.registry.test:5004
                  auth: {secretRef: {name: puller}}
                """);
        assertPulled(cluster.login(), "docker.io/e2e/http-with-credentials", "e2e/http-with-credentials", USER);
    }

    @Test
    void plainHttpWithoutCredentials() {
        mirror("""
                mirrors: [{registry: docker.io, endpoints: ["http://plain.registry.test:5000"]}]
                """);
        assertPulled(cluster.plain(), "docker.io/e2e/http", "e2e/http", "");
    }

    @Test
    void dockerHubAndANamedRegistryTogether() {
        mirror("""
                mirrors:
                - {registry: docker.io, endpoints: ["http://plain.registry.test:5000"]}
                - {registry: registry.example.com, endpoints: ["https://tls.registry.test:5001"]}
                configs:
                - host: tls.registry.test:5001
                  tls: {caRef: {kind: ConfigMap, name: private-ca, key: ca.crt}}
                """);
        assertPulled(cluster.plain(), "docker.io/e2e/hub", "e2e/hub", "");
        assertPulled(cluster.tls(), "registry.example.com/team/app", "team/app", "");
    }

    /** The registry is pulled from directly; its config alone gives the login and the CA. */
    @Test
    void mirrorWithoutEndpoints() {
        mirror("""
                mirrors: [{registry: "basic.registry.test:5002"}]
                configs:
                - host: basic.registry.test:5002
                  auth: {secretRef: {name: puller}}
                  tls: {caRef: {kind: ConfigMap, name: private-ca, key: ca.crt}}
                """);
        assertPulled(cluster.basic(), "basic.registry.test:5002/e2e/direct", "e2e/direct", USER);
    }

    @Test
    void endpointWithoutSchemeIsHttps() {
        mirror("""
                mirrors: [{registry: docker.io, endpoints: ["tls.registry.test:5001"]}]
                configs:
                - host: tls.registry.test:5001
                  tls: {caRef: {kind: ConfigMap, name: private-ca, key: ca.crt}}
                """);
        assertPulled(cluster.tls(), "docker.io/e2e/no-scheme", "e2e/no-scheme", "");
    }

    /** {@code auth}, base64 of user:password, as docker's own configuration has it. */
    @Test
    void authAlone() {
        String auth = java.util.Base64.getEncoder()
                .encodeToString((USER + ":" + PASSWORD).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        cluster.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: auth-alone, namespace: %s, labels: {e2e: "yes"}}
                stringData: {auth: "%s"}
                """.formatted(Installation.NAMESPACE, auth));
        mirror("""
                mirrors: [{registry: docker.io, endpoints: ["http://login.registry.test:5004"]}]
                configs: [{host: "login.registry.test:5004", auth: {secretRef: {name: auth-alone}}}]
                """);
        assertPulled(cluster.login(), "docker.io/e2e/auth-alone", "e2e/auth-alone", USER);
    }

    @Test
    void certificatesThatAreOnTheNodeAlready() {
        for (String file : new String[] {"ca.crt", "client.crt", "client.key"}) {
            node.write("/etc/pki/e2e/" + file, "600", installation.certificate(file));
        }
        mirror("""
                mirrors: [{registry: docker.io, endpoints: ["https://mtls.registry.test:5003"]}]
                configs:
                - host: mtls.registry.test:5003
                  tls: {caFile: /etc/pki/e2e/ca.crt, certFile: /etc/pki/e2e/client.crt, keyFile: /etc/pki/e2e/client.key}
                """);
        assertPulled(cluster.mtls(), "docker.io/e2e/files-on-node", "e2e/files-on-node", "");
    }

    @Test
    void wildcard() {
        mirror("""
                mirrors: [{registry: "*", endpoints: ["http://plain.registry.test:5000"]}]
                """);
        assertPulled(cluster.plain(), "anything.example.org/e2e/wildcard", "e2e/wildcard", "");
    }

    @Test
    void rewrite() {
        mirror("""
                mirrors:
                - registry: docker.io
                  endpoints: ["https://basic.registry.test:5002"]
                  rewrites: [{pattern: "^library/(.*)$", replacement: "hub-proxy/library/$1"}]
                configs:
                - host: basic.registry.test:5002
                  auth: {secretRef: {name: puller}}
                  tls: {caRef: {kind: ConfigMap, name: private-ca, key: ca.crt}}
                """);
        assertPulled(cluster.basic(), "docker.io/library/rewritten", "hub-proxy/library/rewritten", USER);
    }

    @Test
    void clientCertificate() {
        cluster.kubectl(
                "-n",
                Installation.NAMESPACE,
                "create",
                "secret",
                "tls",
                "client-identity",
                "--cert",
                cluster.certificates().resolve("client.crt").toString(),
                "--key",
                cluster.certificates().resolve("client.key").toString());
        cluster.kubectl("-n", Installation.NAMESPACE, "label", "secret", "client-identity", "e2e=yes");
        mirror("""
                mirrors: [{registry: docker.io, endpoints: ["https://mtls.registry.test:5003"]}]
                configs:
                - host: mtls.registry.test:5003
                  tls:
                    caRef: {kind: ConfigMap, name: private-ca, key: ca.crt}
                    clientCertRef: {name: client-identity}
                """);
        assertPulled(cluster.mtls(), "docker.io/e2e/client-certificate", "e2e/client-certificate", "");
    }

    /** Without its mirror the image is not to be had: the proof that the other tests prove something. */
    @Test
    void withoutTheMirrorThereIsNoSuchImage() {
        cluster.plain().push("e2e/nowhere-else:1");
        assertThat(cluster.pods().pull(node, "docker.io/e2e/nowhere-else:1")).isInstanceOf(Pull.Failed.class);
    }

    private void mirror(String spec) {
        installation.mirror(
                "case", "nodeSelector: {matchLabels: {kubernetes.io/hostname: " + node.name() + "}}\n" + spec);
        installation.awaitReady("case");
    }

    /** Pulls a fresh image under its name and finds the pull in the registry's log, under the repository and by the user. */
    private void assertPulled(TestRegistry registry, String image, String repository, String user) {
        String digest = registry.push(repository + ":1");
        String mark = registry.mark();
        Pull pull = cluster.pods().pull(node, image + ":1");
        assertThat(pull).isInstanceOf(Pull.Pulled.class);
        assertThat(((Pull.Pulled) pull).imageId()).endsWith(digest);
        assertThat(registry.since(mark))
                .as("requests that %s answered", registry.host())
                .anySatisfy(access -> {
                    assertThat(access.repository()).isEqualTo(repository);
                    assertThat(access.user()).isEqualTo(user);
                    assertThat(access.status()).isEqualTo(200);
                })
                .extracting(Access::repository)
                .containsOnly(repository);
        assertThat(node.images()).contains(image + ":1");
    }
}
