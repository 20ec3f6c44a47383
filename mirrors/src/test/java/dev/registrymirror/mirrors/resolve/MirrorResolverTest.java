package dev.registrymirror.mirrors.resolve;

import static dev.registrymirror.mirrors.Fixtures.mirror;
import static dev.registrymirror.mirrors.Fixtures.pem;
import static dev.registrymirror.mirrors.resolve.BadReferences.AUTH;
import static dev.registrymirror.mirrors.resolve.BadReferences.BASIC_AUTH;
import static dev.registrymirror.mirrors.resolve.BadReferences.DOCKER;
import static dev.registrymirror.mirrors.resolve.BadReferences.HOST;
import static dev.registrymirror.mirrors.resolve.BadReferences.PASSWORD;
import static dev.registrymirror.mirrors.resolve.BadReferences.TLS;
import static dev.registrymirror.mirrors.resolve.BadReferences.auth;
import static dev.registrymirror.mirrors.resolve.BadReferences.base64;
import static dev.registrymirror.mirrors.resolve.BadReferences.docker;
import static dev.registrymirror.mirrors.resolve.BadReferences.none;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.mirrors.resolve.Resolution.Resolved;
import dev.registrymirror.mirrors.resolve.Resolution.Unresolved;
import dev.registrymirror.registries.compose.Contribution;
import dev.registrymirror.registries.compose.Material;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MirrorResolverTest {
    @ParameterizedTest
    @MethodSource("dev.registrymirror.mirrors.resolve.BadReferences#all")
    void a_bad_reference_is_named_by_field_and_reason_with_a_remedy_and_without_its_content(BadInput bad) {
        Resolution resolution = MirrorResolver.resolve(mirror("corp", bad.spec()), bad.references());

        assertThat(resolution).isInstanceOfSatisfying(Unresolved.class, unresolved -> {
            assertThat(unresolved.invalid()).isEmpty();
            assertThat(unresolved.unusable()).singleElement().satisfies(problem -> {
                assertThat(problem.field()).isEqualTo(bad.field());
                assertThat(problem.reason()).isEqualTo(bad.reason());
                assertThat(problem.remedy()).isNotBlank();
                assertThat(problem.toString()).contains(bad.words()).doesNotContain(PASSWORD);
            });
        });
    }

    @ParameterizedTest
    @MethodSource("dev.registrymirror.mirrors.resolve.BadSpecs#all")
    void a_spec_that_the_API_server_should_have_refused_is_refused_here_too(BadInput bad) {
        Resolution resolution = MirrorResolver.resolve(mirror("corp", bad.spec()), bad.references());

        assertThat(resolution)
                .isInstanceOfSatisfying(
                        Unresolved.class,
                        unresolved -> assertThat(unresolved.invalid())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.field()).isEqualTo(bad.field());
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
}
