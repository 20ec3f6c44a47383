package dev.registrymirror.operator.resolve;

import static dev.registrymirror.operator.Fixtures.mirror;
import static dev.registrymirror.operator.Fixtures.pem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.operator.resolve.Resolution.Resolved;
import dev.registrymirror.operator.resolve.Resolution.Unresolved;
import dev.registrymirror.registries.compose.Contribution;
import dev.registrymirror.registries.compose.Material;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MirrorResolverTest {
    private static final String HOST = "harbor.corp:5000";
    private static final String PASSWORD = "s3cret-Pa55word";
    private static final String BASIC_AUTH = "kubernetes.io/basic-auth";
    private static final String DOCKER = "kubernetes.io/dockerconfigjson";
    private static final String TLS = "kubernetes.io/tls";

    private static final String AUTH = """
            configs:
            - host: harbor.corp:5000
              auth: {secretRef: {name: pull}}
            """;
    private static final String CA = """
            configs:
            - host: harbor.corp:5000
              tls: {caRef: {kind: ConfigMap, name: corp-ca}}
            """;
    private static final String CLIENT = """
            configs:
            - host: harbor.corp:5000
              tls: {clientCertRef: {name: mtls}}
            """;

    /** One input that must not be used, and what is said about it. */
    record Bad(String what, String spec, FakeReferences references, String field, String reason, List<String> words) {
        Bad(String what, String spec, FakeReferences references, String field, String reason, String... words) {
            this(what, spec, references, field, reason, List.of(words));
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Bad> badReferences() {
        String authField = "spec.configs[harbor.corp:5000].auth.secretRef";
        String caField = "spec.configs[harbor.corp:5000].tls.caRef";
        String clientField = "spec.configs[harbor.corp:5000].tls.clientCertRef";
        return Stream.of(
                new Bad("Secret missing", AUTH, none(), authField, Reasons.NOT_FOUND, "Secret pull", "namespace"),
                new Bad(
                        "password missing",
                        AUTH,
                        none().secret("pull", BASIC_AUTH, Map.of("username", "u")),
                        authField,
                        Reasons.KEY_MISSING,
                        "no key password"),
                new Bad(
                        "username missing",
                        AUTH,
                        none().secret("pull", "Opaque", Map.of("password", PASSWORD)),
                        authField,
                        Reasons.KEY_MISSING,
                        "no key username"),
                new Bad(
                        "none of the known keys",
                        AUTH,
                        none().secret("pull", "Opaque", Map.of("passwd", PASSWORD)),
                        authField,
                        Reasons.KEY_MISSING,
                        "username and password, auth, identityToken"),
                new Bad(
                        "wrong type",
                        AUTH,
                        none().secret("pull", TLS, Map.of("tls.crt", "x")),
                        authField,
                        Reasons.WRONG_TYPE,
                        TLS,
                        DOCKER),
                new Bad(
                        "empty password",
                        AUTH,
                        none().secret("pull", BASIC_AUTH, Map.of("username", "u", "password", "")),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "is empty"),
                new Bad(
                        "line break at the end of a password",
                        AUTH,
                        none().secret("pull", BASIC_AUTH, Map.of("username", "u", "password", PASSWORD + "\n")),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "control character",
                        "printf"),
                new Bad(
                        "control character in a user name from a docker config",
                        AUTH,
                        none().secret("pull", DOCKER, docker(HOST, auth("u\u0007", PASSWORD))),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "control character"),
                new Bad(
                        "auth that is not base64 of user:password",
                        AUTH,
                        none().secret("pull", "Opaque", Map.of("auth", PASSWORD)),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "user:password"),
                new Bad(
                        "docker config without that host",
                        AUTH,
                        none().secret("pull", DOCKER, docker("other.corp", auth("u", PASSWORD))),
                        authField,
                        Reasons.HOST_MISSING,
                        HOST),
                new Bad(
                        "docker config for the host with another port",
                        AUTH,
                        none().secret("pull", DOCKER, docker("https://harbor.corp", auth("u", PASSWORD))),
                        authField,
                        Reasons.HOST_MISSING,
                        "another port"),
                new Bad(
                        "docker config that is not JSON",
                        AUTH,
                        none().secret("pull", DOCKER, Map.of(".dockerconfigjson", PASSWORD)),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "JSON"),
                new Bad(
                        "docker config that leaves the login to a credential store",
                        AUTH,
                        none().secret("pull", DOCKER, docker(HOST, "{}")),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "no login"),
                new Bad(
                        "docker config without its key",
                        AUTH,
                        none().secret("pull", DOCKER, Map.of()),
                        authField,
                        Reasons.KEY_MISSING,
                        ".dockerconfigjson"),
                new Bad("ConfigMap missing", CA, none(), caField, Reasons.NOT_FOUND, "ConfigMap corp-ca"),
                new Bad(
                        "key of a ConfigMap missing",
                        CA,
                        none().configMap("corp-ca", Map.of("ca.pem", "x")),
                        caField,
                        Reasons.KEY_MISSING,
                        "ca.crt"),
                new Bad(
                        "CA without a certificate",
                        CA,
                        none().configMap("corp-ca", Map.of("ca.crt", "no certificate")),
                        caField,
                        Reasons.INVALID_CERTIFICATE,
                        "BEGIN CERTIFICATE"),
                new Bad("client Secret missing", CLIENT, none(), clientField, Reasons.NOT_FOUND, "Secret mtls"),
                new Bad(
                        "client Secret of another type",
                        CLIENT,
                        none().secret("mtls", "Opaque", Map.of("tls.crt", pem("client.crt"))),
                        clientField,
                        Reasons.WRONG_TYPE,
                        TLS),
                new Bad(
                        "client Secret without a key",
                        CLIENT,
                        none().secret("mtls", TLS, Map.of("tls.crt", pem("client.crt"))),
                        clientField,
                        Reasons.KEY_MISSING,
                        "tls.key"),
                new Bad(
                        "client certificate that does not parse",
                        CLIENT,
                        none().secret("mtls", TLS, Map.of("tls.crt", "nonsense", "tls.key", pem("client.key"))),
                        clientField,
                        Reasons.INVALID_CERTIFICATE,
                        "cannot be read"),
                new Bad(
                        "key that does not fit",
                        CLIENT,
                        none().secret("mtls", TLS, Map.of("tls.crt", pem("client.crt"), "tls.key", pem("other.key"))),
                        clientField,
                        Reasons.INVALID_KEY,
                        "not that of"));
    }

    @ParameterizedTest
    @MethodSource("badReferences")
    void a_bad_reference_is_named_by_field_and_reason_with_a_remedy_and_without_its_content(Bad bad) {
        Resolution resolution = MirrorResolver.resolve(mirror("corp", bad.spec), bad.references);

        assertThat(resolution).isInstanceOfSatisfying(Unresolved.class, unresolved -> {
            assertThat(unresolved.invalid()).isEmpty();
            assertThat(unresolved.unusable()).singleElement().satisfies(problem -> {
                assertThat(problem.field()).isEqualTo(bad.field);
                assertThat(problem.reason()).isEqualTo(bad.reason);
                assertThat(problem.remedy()).isNotBlank();
                assertThat(problem.toString()).contains(bad.words).doesNotContain(PASSWORD);
            });
        });
    }

    static Stream<Bad> badSpecs() {
        return Stream.of(
                spec("empty name", "mirrors: [{registry: '', endpoints: [h]}]", "spec.mirrors[].registry"),
                spec("name that is two dots", "mirrors: [{registry: '..'}]", "spec.mirrors[..].registry"),
                spec("RKE2's own name", "mirrors: [{registry: _default}]", "spec.mirrors[_default].registry"),
                spec("slash in a name", "mirrors: [{registry: a/b}]", "spec.mirrors[a/b].registry"),
                spec("quote in a host", "configs: [{host: \"a'b\"}]", "spec.configs[a'b].host"),
                spec("endpoint without host", endpoint("https://"), "spec.mirrors[r.io].endpoints[0]"),
                spec("endpoint with a user", endpoint("https://u@h"), "spec.mirrors[r.io].endpoints[0]"),
                spec("endpoint with a query", endpoint("https://h?a=b"), "spec.mirrors[r.io].endpoints[0]"),
                spec("endpoint of another scheme", endpoint("ftp://h"), "spec.mirrors[r.io].endpoints[0]"),
                spec("backslash in a pattern", rewrite("'^a\\.b'", "x"), "spec.mirrors[r.io].rewrites[0].pattern"),
                spec("pattern that is no RE2", rewrite("'(?=a)'", "x"), "spec.mirrors[r.io].rewrites[0].pattern"),
                spec("quote in a replacement", rewrite("a", "'\"'"), "spec.mirrors[r.io].rewrites[0].replacement"),
                spec(
                        "pattern given twice",
                        "mirrors: [{registry: r.io, rewrites: [{pattern: a, replacement: b}, {pattern: a, replacement: c}]}]",
                        "spec.mirrors[r.io].rewrites[1].pattern"),
                spec("relative path", tls("{caFile: ca.crt}"), "spec.configs[h].tls.caFile"),
                spec("control character in a path", tls("{caFile: \"/a\\tb\"}"), "spec.configs[h].tls.caFile"),
                spec("half an identity", tls("{certFile: /c}"), "spec.configs[h].tls.keyFile"),
                spec("two CAs", tls("{caFile: /c, caRef: {kind: ConfigMap, name: ca}}"), "spec.configs[h].tls.caFile"),
                spec("one host twice", "configs: [{host: h}, {host: h}]", "spec.configs[h]"));
    }

    @ParameterizedTest
    @MethodSource("badSpecs")
    void a_spec_that_the_API_server_should_have_refused_is_refused_here_too(Bad bad) {
        Resolution resolution = MirrorResolver.resolve(mirror("corp", bad.spec), bad.references);

        assertThat(resolution)
                .isInstanceOfSatisfying(
                        Unresolved.class,
                        unresolved -> assertThat(unresolved.invalid())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.field()).isEqualTo(bad.field);
                                    assertThat(problem.reason()).isEqualTo(Reasons.INVALID);
                                    assertThat(problem.remedy()).isNotBlank();
                                }));
    }

    @Test
    void all_problems_are_told_at_once() {
        Resolution resolution = MirrorResolver.resolve(mirror("corp", """
                        mirrors:
                        - registry: docker.io
                          endpoints: ["ftp://a", "https://"]
                        configs:
                        - host: a
                          auth: {secretRef: {name: nowhere}}
                          tls: {caRef: {kind: Secret, name: nowhere}, clientCertRef: {name: nowhere}}
                        """), none());

        assertThat(resolution).isInstanceOfSatisfying(Unresolved.class, unresolved -> {
            assertThat(unresolved.invalid()).hasSize(2);
            assertThat(unresolved.unusable())
                    .extracting(Problem::field)
                    .containsExactly(
                            "spec.configs[a].auth.secretRef",
                            "spec.configs[a].tls.caRef",
                            "spec.configs[a].tls.clientCertRef");
        });
    }

    /** One login as a Secret may hold it, and what becomes of it. */
    record Login(String what, String host, FakeReferences references, Auth auth) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Login> logins() {
        Auth login = new Auth("u", Secret.of(PASSWORD), null, null);
        String docker = auth("u", PASSWORD);
        return Stream.of(
                new Login(
                        "basic-auth",
                        HOST,
                        none().secret("pull", BASIC_AUTH, Map.of("username", "u", "password", PASSWORD)),
                        login),
                new Login(
                        "Opaque user name and password",
                        HOST,
                        none().secret("pull", "Opaque", Map.of("username", "u", "password", PASSWORD)),
                        login),
                new Login(
                        "Opaque auth",
                        HOST,
                        none().secret("pull", "Opaque", Map.of("auth", base64("u:" + PASSWORD))),
                        new Auth(null, null, Secret.of(base64("u:" + PASSWORD)), null)),
                new Login(
                        "Opaque identity token",
                        HOST,
                        none().secret("pull", "Opaque", Map.of("identityToken", "token")),
                        new Auth(null, null, null, Secret.of("token"))),
                new Login("docker, host", HOST, none().secret("pull", DOCKER, docker(HOST, docker)), login),
                new Login("docker, URL", HOST, none().secret("pull", DOCKER, docker("https://" + HOST, docker)), login),
                new Login(
                        "docker, URL with path",
                        HOST,
                        none().secret("pull", DOCKER, docker("https://" + HOST + "/v2/", docker)),
                        login),
                new Login(
                        "docker, host with a project",
                        HOST,
                        none().secret("pull", DOCKER, docker(HOST + "/project", docker)),
                        login),
                new Login(
                        "docker, user name and password instead of auth",
                        HOST,
                        none().secret(
                                        "pull",
                                        DOCKER,
                                        docker(HOST, "{\"username\": \"u\", \"password\": \"" + PASSWORD + "\"}")),
                        login),
                new Login(
                        "docker, identity token",
                        HOST,
                        none().secret(
                                        "pull",
                                        DOCKER,
                                        docker(HOST, "{\"auth\": \"eDo=\", \"identitytoken\": \"token\"}")),
                        new Auth(null, null, null, Secret.of("token"))),
                new Login(
                        "docker, Docker Hub for docker.io",
                        "docker.io",
                        none().secret("pull", DOCKER, docker("https://index.docker.io/v1/", docker)),
                        login),
                new Login(
                        "docker, Docker Hub for registry-1.docker.io",
                        "registry-1.docker.io",
                        none().secret("pull", DOCKER, docker("https://index.docker.io/v1/", docker)),
                        login),
                new Login(
                        "docker, the whole host before a project on it",
                        HOST,
                        none().secret(
                                        "pull",
                                        DOCKER,
                                        Map.of(
                                                ".dockerconfigjson",
                                                "{\"auths\": {\"" + HOST + "/p\": " + auth("other", "other") + ", \""
                                                        + HOST + "\": " + docker + "}}")),
                        login));
    }

    @ParameterizedTest
    @MethodSource("logins")
    void a_login_is_found_in_every_form_that_a_Secret_may_have(Login login) {
        Contribution contribution = resolved(AUTH.replace(HOST, login.host), login.references);

        assertThat(there(contribution.configs().get(login.host)).auth()).isEqualTo(login.auth);
    }

    @Test
    void everything_that_a_spec_says_is_in_the_contribution() {
        Contribution contribution = resolved(
                """
                priority: 7
                mirrors:
                - registry: docker.io
                  endpoints: ["https://harbor.corp:5000", "other.corp"]
                  rewrites: [{pattern: "^(.*)$", replacement: "hub/$1"}]
                - registry: "*"
                configs:
                - host: harbor.corp:5000
                  tls:
                    caRef: {kind: Secret, name: corp-ca, key: bundle.pem}
                    clientCertRef: {name: mtls}
                    insecureSkipVerify: true
                - host: other.corp
                  tls: {caFile: /etc/ca.pem, certFile: /etc/c.pem, keyFile: /etc/k.pem}
                """,
                none().secret("corp-ca", "Opaque", Map.of("bundle.pem", pem("ca.crt")))
                        .secret("mtls", TLS, Map.of("tls.crt", pem("client.crt"), "tls.key", pem("client.key"))));

        assertThat(contribution.name()).isEqualTo("corp");
        assertThat(contribution.priority()).isEqualTo(7);
        assertThat(there(contribution.mirrors().get("docker.io")).endpoints())
                .containsExactly("https://harbor.corp:5000", "other.corp");
        assertThat(there(contribution.mirrors().get("docker.io")).rewrites()).containsEntry("^(.*)$", "hub/$1");
        assertThat(there(contribution.mirrors().get("*")).endpoints()).isEmpty();
        var tls = there(there(contribution.configs().get(HOST)).tls());
        assertThat(tls.ca()).isEqualTo(content("ca.crt"));
        assertThat(tls.certificate()).isEqualTo(content("client.crt"));
        assertThat(tls.key()).isEqualTo(content("client.key"));
        assertThat(tls.insecureSkipVerify()).isTrue();
        var onNode = there(there(contribution.configs().get("other.corp")).tls());
        assertThat(Stream.of(onNode.ca(), onNode.certificate(), onNode.key()))
                .containsExactly(
                        new Material.OnNode("/etc/ca.pem"),
                        new Material.OnNode("/etc/c.pem"),
                        new Material.OnNode("/etc/k.pem"));
    }

    private static Contribution resolved(String spec, References references) {
        Resolution resolution = MirrorResolver.resolve(mirror("corp", spec), references);
        assertThat(resolution).isInstanceOf(Resolved.class);
        return ((Resolved) resolution).contribution();
    }

    private static <T> T there(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    private static Material content(String name) {
        return new Material.Content(Secret.of(pem(name).getBytes(StandardCharsets.UTF_8)));
    }

    private static FakeReferences none() {
        return new FakeReferences();
    }

    private static Bad spec(String what, String spec, String field) {
        return new Bad(what, spec, none().configMap("ca", Map.of("ca.crt", pem("ca.crt"))), field, Reasons.INVALID);
    }

    private static String endpoint(String endpoint) {
        return "mirrors: [{registry: r.io, endpoints: [\"" + endpoint + "\"]}]";
    }

    private static String rewrite(String pattern, String replacement) {
        return "mirrors: [{registry: r.io, rewrites: [{pattern: " + pattern + ", replacement: " + replacement + "}]}]";
    }

    private static String tls(String tls) {
        return "configs: [{host: h, tls: " + tls + "}]";
    }

    private static Map<String, String> docker(String key, String entry) {
        return Map.of(".dockerconfigjson", "{\"auths\": {\"" + key + "\": " + entry + "}}");
    }

    private static String auth(String username, String password) {
        return "{\"auth\": \"" + base64(username + ":" + password) + "\"}";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
