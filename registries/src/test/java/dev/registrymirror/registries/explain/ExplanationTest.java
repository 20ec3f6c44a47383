package dev.registrymirror.registries.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.explain.Attempt.Credentials.Use;
import dev.registrymirror.registries.explain.Attempt.Protocol;
import dev.registrymirror.registries.explain.ImageName.Result.Named;
import dev.registrymirror.registries.explain.Unused.Reason;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.Registries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every rule of which endpoints a pull tries, of rewrites, and of configs. */
class ExplanationTest {
    private static final NodeOptions RKE2 = NodeOptions.defaults(Distribution.RKE2);
    private static final NodeOptions NO_DEFAULT = RKE2.withDisableDefaultEndpoint(true);
    private static final NodeOptions EMBEDDED =
            RKE2.withEmbeddedRegistry(NodeOptions.embeddedRegistry(Distribution.RKE2));

    static Registries registries(String file) {
        if (RegistriesReader.read(file.getBytes(StandardCharsets.UTF_8)) instanceof Read read) {
            return read.registries();
        }
        throw new IllegalArgumentException(file);
    }

    private static Explanation explain(String image, String file, NodeOptions options) {
        if (ImageName.of(image) instanceof Named(ImageName name)) {
            return Explanation.of(name, registries(file), options);
        }
        throw new IllegalArgumentException(image);
    }

    private static Explanation explain(String image, String file) {
        return explain(image, file, RKE2);
    }

    private static List<String> urls(Explanation explanation) {
        return explanation.attempts().stream().map(Attempt::url).toList();
    }

    private static List<String> manifests(Explanation explanation) {
        return explanation.attempts().stream()
                .flatMap(attempt -> attempt.manifests().stream())
                .toList();
    }

    private static Attempt first(Explanation explanation) {
        return explanation.attempts().getFirst();
    }

    @Nested
    class Endpoints {
        @Test
        void areTriedInTheFilesOrderAndThenTheRegistryItself() {
            Explanation explanation =
                    explain("busybox", "mirrors: {docker.io: {endpoint: [https://a.example:5000, b.example]}}");
            assertThat(manifests(explanation))
                    .containsExactly(
                            "https://a.example:5000/v2/library/busybox/manifests/latest?ns=docker.io",
                            "https://b.example/v2/library/busybox/manifests/latest?ns=docker.io",
                            "https://registry-1.docker.io/v2/library/busybox/manifests/latest");
            assertThat(explanation.attempts())
                    .extracting(Attempt::field)
                    .containsExactly("mirrors[\"docker.io\"].endpoint[0]", "mirrors[\"docker.io\"].endpoint[1]", null);
            assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.TRIED);
        }

        @Test
        void comeFromOneFolderAndNeverFromTwo() {
            String file = "mirrors: {'q.io:5000': {endpoint: [a.example]}, '*': {endpoint: [b.example]}}";
            Explanation own = explain("q.io:5000/a", file);
            assertThat(own.folder().lookedFor()).containsExactly("q.io_5000_", "q.io:5000");
            assertThat(own.folder().field()).isEqualTo("mirrors[\"q.io:5000\"]");
            assertThat(urls(own)).containsExactly("https://a.example/v2", "https://q.io:5000/v2");
            Explanation other = explain("q.io/a", file);
            assertThat(other.folder().lookedFor()).containsExactly("q.io", "_default");
            assertThat(other.folder().field()).isEqualTo("mirrors[\"*\"]");
            assertThat(urls(other)).containsExactly("https://b.example/v2", "https://q.io/v2");
        }

        @Test
        void ofAFolderWithUnderscoresComeFirst() {
            String file = "mirrors: {q.io_5000_: {endpoint: [a.example]}, 'q.io:5000': {endpoint: [b.example]}}";
            assertThat(urls(explain("q.io:5000/a", file)))
                    .containsExactly("https://a.example/v2", "https://q.io_5000_/v2");
        }

        @Test
        void ofTheWildcardApplyToAMirrorWithoutAny() {
            String file = "mirrors: {docker.io: , '*': {endpoint: [b.example]}}";
            Explanation explanation = explain("busybox", file);
            assertThat(urls(explanation)).containsExactly("https://b.example/v2", "https://registry-1.docker.io/v2");
            assertThat(explanation.unused()).containsExactly(new Unused("mirrors[\"docker.io\"]", Reason.NO_ENDPOINTS));
        }

        @Test
        void areTheRegistryAloneWhereNothingApplies() {
            Explanation explanation = explain("busybox", "mirrors: {quay.io: {endpoint: [a.example]}}");
            assertThat(urls(explanation)).containsExactly("https://registry-1.docker.io/v2");
            assertThat(explanation.folder().taken()).isNull();
            assertThat(explanation.folder().lookedFor()).containsExactly("docker.io", "_default");
            assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.ONLY);
            assertThat(explanation.unused()).containsExactly(new Unused("mirrors[\"quay.io\"]", Reason.OTHER_REGISTRY));
        }

        @Test
        void ofOneUrlCountOnce() {
            Explanation explanation =
                    explain("busybox", "mirrors: {docker.io: {endpoint: [a.example, 'https://a.example/', '%zz']}}");
            assertThat(urls(explanation)).containsExactly("https://a.example/v2", "https://registry-1.docker.io/v2");
            assertThat(explanation.unused())
                    .containsExactly(
                            new Unused("mirrors[\"docker.io\"].endpoint[1]", Reason.ENDPOINT_REPEATED),
                            new Unused("mirrors[\"docker.io\"].endpoint[2]", Reason.ENDPOINT_NO_URL));
        }

        @Test
        void keepAPathThatTheyHave() {
            Explanation explanation = explain(
                    "busybox", "mirrors: {docker.io: {endpoint: [a.example/v2/, a.example/p/q/, 'a.example:1/v2']}}");
            assertThat(explanation.attempts())
                    .extracting(Attempt::url, Attempt::overridePath)
                    .startsWith(
                            tuple("https://a.example/v2/", true),
                            tuple("https://a.example/p/q/", true),
                            tuple("https://a.example:1/v2", false));
            assertThat(manifests(explanation))
                    .startsWith(
                            "https://a.example/v2/library/busybox/manifests/latest?ns=docker.io",
                            "https://a.example/p/q/library/busybox/manifests/latest?ns=docker.io");
        }

        @Test
        void withoutAHostAreDead() {
            assertThat(first(explain("busybox", "mirrors: {docker.io: {endpoint: [~]}}"))
                            .problem())
                    .isEqualTo("it has no host");
        }

        @Test
        void onTheNodeItselfAreAskedInTheClear() {
            Explanation explanation = explain(
                    "localhost:5000/a:1",
                    "mirrors: {'localhost:5000': {endpoint: ['127.0.0.1:5001', 'localhost:443']}}");
            assertThat(explanation.attempts())
                    .extracting(Attempt::url, Attempt::protocol)
                    .containsExactly(
                            tuple("http://127.0.0.1:5001/v2", Protocol.HTTP),
                            tuple("https://localhost:443/v2", Protocol.HTTPS),
                            tuple("http://localhost:5000/v2", Protocol.HTTP));
            assertThat(explain("localhost:5000/a", "").attempts())
                    .extracting(Attempt::url, Attempt::protocol)
                    .containsExactly(tuple("http://localhost:5000/v2", Protocol.HTTPS_THEN_HTTP));
        }

        @Test
        void askForADigestWhereTheImageHasOne() {
            String digest = "sha256:" + "a".repeat(64);
            assertThat(manifests(explain("q.io:1/a:t@" + digest, "mirrors: {'q.io:1': {endpoint: [a.example]}}")))
                    .startsWith("https://a.example/v2/a/manifests/" + digest + "?ns=q.io%3A1");
        }
    }

    @Nested
    class DisabledDefault {
        @Test
        void leavesTheRegistryItselfOut() {
            Explanation explanation = explain("busybox", "mirrors: {docker.io: {endpoint: [a.example]}}", NO_DEFAULT);
            assertThat(urls(explanation)).containsExactly("https://a.example/v2");
            assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.DISABLED);
        }

        @Test
        void doesNothingForARegistryWithAConfigEvenANullOne() {
            Explanation explanation =
                    explain("q.io/a", "mirrors: {q.io: {endpoint: [a.example]}}\nconfigs: {q.io: }", NO_DEFAULT);
            assertThat(urls(explanation)).containsExactly("https://a.example/v2", "https://q.io/v2");
            assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.TRIED_THOUGH_DISABLED);
            assertThat(explanation.unused()).isEmpty();
        }

        @Test
        void doesNothingForAMirrorWithoutEndpoints() {
            Explanation explanation = explain("busybox", "mirrors: {docker.io: }", NO_DEFAULT);
            assertThat(urls(explanation)).containsExactly("https://registry-1.docker.io/v2");
            assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.ONLY_THOUGH_DISABLED);
        }

        @Test
        void isDefeatedByAFileThatContainerdCannotRead() {
            Explanation explanation = explain(
                    "busybox", "mirrors: {docker.io: {endpoint: [a.example], rewrite: {'a\\.b': c}}}", NO_DEFAULT);
            assertThat(urls(explanation)).containsExactly("https://registry-1.docker.io/v2");
            assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.ONLY_FOR_UNREADABLE_FILE);
            assertThat(explanation.folder().unreadable()).contains("a\\.b");
            assertThat(explanation.unused()).containsExactly(new Unused("mirrors[\"docker.io\"]", Reason.UNREADABLE));
        }
    }

    @Nested
    class EmbeddedRegistry {
        @Test
        void comesFirstAndWithoutRewrites() {
            Explanation explanation = explain(
                    "q.io/a/b", "mirrors: {q.io: {endpoint: [m.example], rewrite: {'^a/(.*)': 'x/$1'}}}", EMBEDDED);
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
            Explanation explanation =
                    explain("busybox", "mirrors: {docker.io: , '*': {endpoint: [b.example]}}", EMBEDDED);
            assertThat(urls(explanation))
                    .containsExactly("https://127.0.0.1:9345/v2", "https://registry-1.docker.io/v2");
            assertThat(explanation.unused()).containsExactly(new Unused("mirrors[\"*\"]", Reason.WILDCARD_HIDDEN));
        }

        @Test
        void servesNoLocalRegistryAndNoneThatIsNoMirror() {
            assertThat(urls(explain(
                            "localhost:5000/a", "mirrors: {'localhost:5000': {endpoint: [m.example]}}", EMBEDDED)))
                    .containsExactly("https://m.example/v2", "http://localhost:5000/v2");
            assertThat(urls(explain("q.io/a", "mirrors: {docker.io: }", EMBEDDED)))
                    .containsExactly("https://q.io/v2");
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

    @Nested
    class Rewrites {
        private static final String LAST = "mirrors: {q.io: {endpoint: [%s], rewrite: {'^a/(.*)': 'b/$1'}}}";

        @Test
        void workOnTheWholePathAtMirrorsOnly() {
            Explanation explanation =
                    explain("busybox", "mirrors: {docker.io: {endpoint: [a.example], rewrite: {'^(.*)$': 'hub/$1'}}}");
            assertThat(manifests(explanation))
                    .containsExactly(
                            "https://a.example/v2/hub/library/busybox/manifests/latest?ns=docker.io",
                            "https://registry-1.docker.io/v2/library/busybox/manifests/latest");
        }

        @Test
        void areLostAtADefaultEndpointThatIsListedLast() {
            Explanation explanation = explain("q.io/a/b", LAST.formatted("'https://q.io'"));
            assertThat(manifests(explanation)).containsExactly("https://q.io/v2/a/b/manifests/latest");
            assertThat(first(explanation).field()).isEqualTo("mirrors[\"q.io\"].endpoint[0]");
            assertThat(explanation.unused())
                    .containsExactly(new Unused("mirrors[\"q.io\"].rewrite[\"^a/(.*)\"]", Reason.REWRITE_LOST));
        }

        @Test
        void stayAtADefaultEndpointThatIsNotLastOrHasItsPort() {
            assertThat(manifests(explain("q.io/a/b", LAST.formatted("'https://q.io', m.example"))))
                    .containsExactly(
                            "https://q.io/v2/b/b/manifests/latest",
                            "https://m.example/v2/b/b/manifests/latest?ns=q.io",
                            "https://q.io/v2/a/b/manifests/latest");
            assertThat(manifests(explain("q.io/a/b", LAST.formatted("'https://q.io:443'"))))
                    .containsExactly(
                            "https://q.io:443/v2/b/b/manifests/latest?ns=q.io", "https://q.io/v2/a/b/manifests/latest");
        }

        @Test
        void thatBothChangeTheNameAreRandom() {
            Rewriting rewriting = first(
                            explain(
                                    "q.io/a/b",
                                    "mirrors: {q.io: {endpoint: [m.example], rewrite: {'^a/(.*)': 'x/$1', '(.*)/b$': 'y/$1', '^z': c}}}"))
                    .rewriting();
            assertThat(rewriting.isRandom()).isTrue();
            assertThat(rewriting.outcomes())
                    .containsExactly(
                            new Rewriting.Outcome("y/a", List.of("(.*)/b$")),
                            new Rewriting.Outcome("x/b", List.of("^a/(.*)")));
        }

        @Test
        void thatLeadToTheSameNameAreNotRandom() {
            Rewriting rewriting = first(explain(
                            "q.io/a/b", "mirrors: {q.io: {endpoint: [m.example], rewrite: {'^a/': 'x/', 'a': 'x'}}}"))
                    .rewriting();
            assertThat(rewriting.isRandom()).isFalse();
            assertThat(rewriting.outcomes()).containsExactly(new Rewriting.Outcome("x/b", List.of("^a/", "a")));
        }

        @Test
        void withAGroupThatIsNotThereLoseThePath() {
            assertThat(manifests(explain(
                            "q.io/a/b", "mirrors: {q.io: {endpoint: [m.example], rewrite: {'^a/(.*)': 'x$1x'}}}")))
                    .startsWith("https://m.example/v2/x/manifests/latest?ns=q.io");
        }

        @Test
        void thatDoNotCompileOrDoNotMatchPlayNoPart() {
            assertThat(explain("q.io/a", "mirrors: {q.io: {endpoint: [m.example], rewrite: {'(?=a)': x, '^b': c}}}")
                            .unused())
                    .containsExactly(
                            new Unused("mirrors[\"q.io\"].rewrite[\"(?=a)\"]", Reason.REWRITE_IGNORED),
                            new Unused("mirrors[\"q.io\"].rewrite[\"^b\"]", Reason.REWRITE_UNCHANGED));
        }

        @Test
        void arriveWithoutOneOfTwoBackslashes() {
            assertThat(manifests(
                            explain("q.io/a.b", "mirrors: {q.io: {endpoint: [m.example], rewrite: {'a\\\\.b': c}}}")))
                    .startsWith("https://m.example/v2/c/manifests/latest?ns=q.io");
        }
    }

    @Nested
    class Configs {
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

        @Test
        void ofDockerHubAreFoundUnderBothNames() {
            Explanation first = explain(
                    "busybox",
                    "configs: {docker.io: {" + AUTH
                            + ", tls: {ca_file: /a}}, registry-1.docker.io: {tls: {ca_file: /b}}}");
            assertThat(first(first).tls().field()).isEqualTo("configs[\"docker.io\"].tls");
            assertThat(first(first).credentials())
                    .isEqualTo(new Attempt.Credentials(
                            "configs[\"docker.io\"].auth", Use.USERNAME_AND_PASSWORD, "v1.33.3, v1.32.7, v1.31.11"));
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
            assertThat(explanation.folder().fails()).contains("a key without certificate");
        }

        @Test
        void haveALoginThatIsNamedAndNeverTold() {
            String file = "configs: {q.io: {auth: {%s}}}";
            assertThat(first(explain(
                                    "q.io/a",
                                    file.formatted(
                                            "username: u, password: tops3cret, auth: eDp5, identity_token: tok3n")))
                            .credentials()
                            .use())
                    .isEqualTo(Use.USERNAME_AND_PASSWORD);
            Explanation token =
                    explain("q.io/a", file.formatted("password: tops3cret, auth: eDp5, identity_token: tok3n"));
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
                            .protocol())
                    .isEqualTo(Protocol.HTTPS_THEN_HTTP);
            assertThat(first(explain("q.io/a", file.formatted("m.example:80"))).protocol())
                    .isEqualTo(Protocol.HTTP);
        }

        @Test
        void thatNoEndpointHasPlayNoPart() {
            assertThat(explain("busybox", "configs: {x.example: {" + AUTH + "}}")
                            .unused())
                    .containsExactly(new Unused("configs[\"x.example\"].auth", Reason.OTHER_HOST));
        }
    }

    @Test
    void saysWhenTwoNamesWriteTheSameFolder() {
        Explanation explanation =
                explain("busybox", "mirrors: {'*': {endpoint: [a.example]}, _default: {endpoint: [b.example]}}");
        assertThat(explanation.folder().undecided()).contains("\"*\" and \"_default\"");
        assertThat(explanation.attempts()).isEmpty();
    }
}
