package dev.registrymirror.registries.explain;

import static dev.registrymirror.registries.explain.Pulls.explain;
import static dev.registrymirror.registries.explain.Pulls.first;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.explain.Attempt.Protocol;
import dev.registrymirror.registries.explain.Folder.State;
import dev.registrymirror.registries.explain.Unused.Reason;
import dev.registrymirror.registries.model.Auth.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which login and which TLS settings an endpoint gets. */
class ConfigsOfPullTest {
    private static final String AUTH = "auth: {username: u, password: p}";

    @Test
    void areLookedUpByHostAndPortToTheLetter() {
        Explanation explanation = explain(
                "busybox",
                "mirrors: {docker.io: {endpoint: ['a.example:5000']}}\n"
                        + "configs: {a.example: {" + AUTH + "}, 'a.example:443': {tls: {ca_file: /x}},"
                        + " 'a.example:5000': {" + AUTH + ", tls: {ca_file: /y}}}");
        assertThat(first(explanation).credentials().field()).isEqualTo("configs[\"a.example:5000\"].auth");
        assertThat(first(explanation).tls().caFile()).isEqualTo("/y");
        assertThat(explanation.unused())
                .containsExactly(
                        new Unused("configs[\"a.example\"].auth", Reason.OTHER_PORT),
                        new Unused("configs[\"a.example:443\"].tls", Reason.OTHER_PORT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bm90IGEgbG9naW4=", "dTpw\\n", "dTpwYQ", "u:p"})
    void withALoginThatIsNotEncodedFail(String auth) {
        Explanation explanation = explain("q.io/a", "configs: {q.io: {auth: {auth: \"" + auth + "\"}}}");
        assertThat(first(explanation).credentials().problem()).contains("base64");
        assertThat(first(explain("q.io/a", "configs: {q.io: {auth: {auth: dTpw}}}"))
                        .credentials()
                        .problem())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca_file: ca.pem", "ca_file: '-----BEGIN CERTIFICATE-----'", "cert_file: /c, key_file: k"})
    void withAPathThatIsNotWholeFailEveryPull(String tls) {
        String file = "mirrors: {q.io: {endpoint: [m.example]}}\nconfigs: {m.example: {tls: {" + tls + "}}}";
        assertThat(explain("q.io/a", file).folder().state()).isEqualTo(State.FAILING);
        assertThat(explain("q.io/a", file.replace(tls, "ca_file: 'C:\\ca.pem'"))
                        .folder()
                        .state())
                .isEqualTo(State.READ);
    }

    @Test
    void ofDockerHubAreFoundUnderBothNames() {
        Explanation first = explain(
                "busybox",
                "configs: {docker.io: {" + AUTH + ", tls: {ca_file: /a}}, registry-1.docker.io: {tls: {ca_file: /b}}}");
        assertThat(first(first).tls().field()).isEqualTo("configs[\"docker.io\"].tls");
        assertThat(first(first).credentials())
                .isEqualTo(new Attempt.Credentials(
                        "configs[\"docker.io\"].auth",
                        Use.USERNAME_AND_PASSWORD,
                        "v1.33.3, v1.32.7 and v1.31.11",
                        null));
        Explanation second = explain(
                "busybox",
                "mirrors: {docker.io: {endpoint: [m.example]}}\n" + "configs: {registry-1.docker.io: {" + AUTH
                        + ", tls: {ca_file: /b}}}");
        Attempt itself = second.attempts().getLast();
        assertThat(itself.tls().field()).isEqualTo("configs[\"registry-1.docker.io\"].tls");
        assertThat(itself.credentials().field()).isEqualTo("configs[\"registry-1.docker.io\"].auth");
        assertThat(itself.credentials().needsRelease()).isNull();
    }

    @Test
    void ofTheWildcardGiveTlsToRegistriesWithoutAFolderAndNoLogin() {
        String file = "configs: {'*': {" + AUTH + ", tls: {insecure_skip_verify: true}}, docker.io: }";
        Explanation explanation = explain("busybox", file);
        assertThat(first(explanation).tls().insecureSkipVerify()).isTrue();
        assertThat(first(explanation).tls().field()).isEqualTo("configs[\"*\"].tls");
        assertThat(explanation.folder().field()).isEqualTo("configs[\"*\"]");
        assertThat(explanation.unused())
                .containsExactly(
                        new Unused("configs[\"*\"].auth", Reason.WILDCARD_LOGIN),
                        new Unused("configs[\"docker.io\"]", Reason.EMPTY));
    }

    @Test
    void ofTheWildcardAreLostBesideAMirrorOfThatName() {
        String file = "mirrors: {'*': {endpoint: [m.example]}}\nconfigs: {'*': {tls: {ca_file: /a}}}";
        Explanation explanation = explain("q.io/a", file);
        assertThat(explanation.attempts())
                .extracting(attempt -> attempt.tls().caFile())
                .containsOnlyNulls();
        assertThat(explanation.unused()).containsExactly(new Unused("configs[\"*\"].tls", Reason.WILDCARD_TLS));
    }

    @Test
    void withHalfAnIdentityFailEveryPull() {
        Explanation explanation = explain(
                "busybox",
                "mirrors: {docker.io: {endpoint: [m.example, n.example]}}\nconfigs: {n.example: {tls: {key_file: /k}}}");
        assertThat(explanation.folder().reason()).contains("a key without certificate");
    }

    @Test
    void haveALoginThatIsNamedAndNeverTold() {
        String file = "configs: {q.io: {auth: {%s}}}";
        assertThat(first(explain(
                                "q.io/a",
                                file.formatted("username: u, password: tops3cret, auth: eDp5, identity_token: tok3n")))
                        .credentials()
                        .use())
                .isEqualTo(Use.USERNAME_AND_PASSWORD);
        Explanation token = explain("q.io/a", file.formatted("password: tops3cret, auth: eDp5, identity_token: tok3n"));
        assertThat(first(token).credentials().use()).isEqualTo(Use.IDENTITY_TOKEN);
        assertThat(token.toString()).doesNotContain("tops3cret", "tok3n", "eDp5");
        assertThat(first(explain("q.io/a", file.formatted("auth: eDp5")))
                        .credentials()
                        .use())
                .isEqualTo(Use.AUTH);
        assertThat(first(explain("q.io/a", file.formatted("password: p")))
                        .credentials()
                        .use())
                .isEqualTo(Use.NOTHING);
    }

    @Test
    void withTlsAtAnHttpEndpointMakeHttpsComeFirst() {
        String file =
                "mirrors: {q.io: {endpoint: ['http://%1$s']}}\nconfigs: {'%1$s': {tls: {insecure_skip_verify: true}}}";
        assertThat(first(explain("q.io/a", file.formatted("m.example:5000")))
                        .address()
                        .protocol())
                .isEqualTo(Protocol.HTTPS_THEN_HTTP);
        assertThat(first(explain("q.io/a", file.formatted("m.example:80")))
                        .address()
                        .protocol())
                .isEqualTo(Protocol.HTTP);
    }

    @Test
    void thatNoEndpointHasPlayNoPart() {
        assertThat(explain("busybox", "configs: {x.example: {" + AUTH + "}}").unused())
                .containsExactly(new Unused("configs[\"x.example\"].auth", Reason.OTHER_HOST));
    }
}
