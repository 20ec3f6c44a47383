package dev.registrymirror.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
    private static final String FILE = """
            mirrors:
              docker.io:
                endpoint: ["https://me:urlsecret@m.corp:5000/v2/hub", "http://10.0.0.7:5000"]
                rewrite: {"^library/(.*)$": "hub/$1", "^z": y}
            configs:
              m.corp:5000:
                auth: {username: puller, password: wordsecret}
                tls: {ca_file: /ca, cert_file: /c, key_file: /k}
              m.corp: {tls: {insecure_skip_verify: true}}
            """;

    private static Run explain(String image, String file, String... options) {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[] {"explain", image, "--file", "-"}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Run.withInput(file, arguments);
    }

    @Test
    void tellsEachEndpointAsANumberedStepAndWhatPlaysNoPart() {
        assertThat(explain("nginx:1.29", FILE)).isEqualTo(new Run(0, """
                docker.io/library/nginx:1.29
                decided by mirrors["docker.io"], which makes certs.d/docker.io

                1. https://m.corp:5000/v2/hub  mirrors["docker.io"].endpoint[0]
                   asks     https://m.corp:5000/v2/hub/hub/nginx/manifests/1.29?ns=docker.io
                            rewritten by ^library/(.*)$
                   path     as the file has it, nothing is added (override_path)
                   TLS      CA /ca, client certificate /c, key /k (configs["m.corp:5000"].tls)
                   login    user name and password (configs["m.corp:5000"].auth)

                2. http://10.0.0.7:5000/v2  mirrors["docker.io"].endpoint[1]
                   asks     http://10.0.0.7:5000/v2/hub/nginx/manifests/1.29?ns=docker.io
                            rewritten by ^library/(.*)$
                   TLS      none, it is plain HTTP
                   login    none

                3. https://registry-1.docker.io/v2  the registry itself
                   asks     https://registry-1.docker.io/v2/library/nginx/manifests/1.29
                   TLS      by the certificates that the node trusts
                   login    none

                Default endpoint: the registry itself is tried last

                No part in this pull have:
                  mirrors["docker.io"].rewrite["^z"]: it does not change this repository's path
                  configs["m.corp"].tls: this pull tries that host, but at another port; the key is compared with host:port to the letter
                """, ""));
    }

    @Test
    void saysThatTheOutcomeOfTwoRewritesIsByChanceAndShowsBoth() {
        Run run = explain(
                "q.io/a/b", "mirrors: {q.io: {endpoint: [m.corp], rewrite: {'^a/(.*)': 'x/$1', '(.*)/b$': 'y/$1'}}}");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("""
                   asks     one of these, by chance at each pull, since several patterns match:
                            https://m.corp/v2/y/a/manifests/latest?ns=q.io
                            rewritten by (.*)/b$
                            https://m.corp/v2/x/b/manifests/latest?ns=q.io
                            rewritten by ^a/(.*)
                """);
    }

    @Test
    void aLoginWithWhichEveryPullFailsIsAFinding() {
        Run run = explain("q.io/a", "configs: {q.io: {auth: {auth: wordsecret}}}");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("never works: it is not base64").doesNotContain("wordsecret");
    }

    @Test
    void tlsOfTheNodeItselfAndEmptySettingsAreNoSettings() {
        assertThat(explain("localhost:5000/a", "mirrors: {}").out())
                .contains("TLS      tried first, as at every registry on the node itself, and then plain HTTP");
        assertThat(explain("q.io/a", "configs: {q.io: {tls: {}}}").out())
                .contains("TLS      by the certificates that the node trusts (configs[\"q.io\"].tls)");
    }

    @Test
    void theNodesOptionsCount() {
        Run run = explain(
                "q.io/a",
                "mirrors: {q.io: {endpoint: [m.corp]}}",
                "--disable-default-registry-endpoint",
                "--embedded-registry",
                "127.0.0.1:9345",
                "--data-dir",
                "/d");

        assertThat(run.out())
                .contains(
                        "1. https://127.0.0.1:9345/v2  the embedded registry\n",
                        "2. https://m.corp/v2  mirrors[\"q.io\"]")
                .contains("client certificate /d/agent/client-rke2-controller.crt")
                .contains(
                        "\nDefault endpoint: the registry itself is not tried, since disable-default-registry-endpoint is set\n")
                .doesNotContain("3. ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mirrors: {q.io: {endpoint: [m.corp], rewrite: {'a\\.b': c}}} | 1 | ignores it, because of the pattern "a\\\\.b"
            mirrors: {q.io: {endpoint: ['']}}                            | 1 | never works: it has no host
            mirrors: {q.io/team: {endpoint: [m.corp]}}                   | 1 | it has no hosts.toml
            mirrors: {'..': {endpoint: [m.corp]}}                        | 1 | error: the name ".." leads out of certs.d
            mirrors: {'*': {endpoint: [a]}, _default: {endpoint: [b]}}   | 1 | by chance which of them counts
            mirrors: {q.io: {endpoint: [m.corp], rewrite: {a: 'b" # '}}} | 2 | it cannot be told whether containerd reads
            configs: {m.corp: {tls: {key_file: /k}}, q.io: {tls: {key_file: /k}}} | 1 | every pull fails
            mirrors: {q.io: [a]}                                         | 1 | RKE2 does not take this file
            mirrors: {x.io: {endpoint: ['']}}                            | 0 | there is no certs.d/q.io and no certs.d/_default
            """)
    void theStatusTellsWhetherSomethingIsWrongWithThisPull(String file, int status, String words) {
        Run run = explain("q.io/a", file);

        assertThat(run.out() + run.err()).contains(words);
        assertThat(run.status()).isEqualTo(status);
    }

    @Test
    void programsGetAStableDocument() {
        Run run = explain(
                "q.io/a/b:1",
                "mirrors: {q.io: {endpoint: ['http://m.corp'], rewrite: {'^a': x}}, '*': {endpoint: [n.corp]}}\n"
                        + "configs: {m.corp: {auth: {identity_token: s3cret}, tls: {ca_file: /ca}}}",
                "-o",
                "yaml");

        assertThat(run).isEqualTo(new Run(0, """
                image:
                  name: q.io/a/b:1
                  registry: q.io
                  repository: a/b
                  tag: '1'
                folder:
                  state: read
                  lookedFor:
                  - q.io
                  taken: q.io
                  path: mirrors["q.io"]
                attempts:
                - kind: mirror
                  path: mirrors["q.io"].endpoint[0]
                  url: http://m.corp/v2
                  overridePath: false
                  protocol: https-then-http
                  tls:
                    path: configs["m.corp"].tls
                    caFile: /ca
                    insecureSkipVerify: false
                  login:
                    path: configs["m.corp"].auth
                    use: identity-token
                  byChance: false
                  repositories:
                  - repository: x/b
                    patterns:
                    - ^a
                  manifests:
                  - https://m.corp/v2/x/b/manifests/1?ns=q.io
                  ignoredPatterns: []
                  unknownPatterns: []
                - kind: registry
                  url: https://q.io/v2
                  overridePath: false
                  protocol: https
                  tls:
                    insecureSkipVerify: false
                  login:
                    use: nothing
                  byChance: false
                  repositories:
                  - repository: a/b
                    patterns: []
                  manifests:
                  - https://q.io/v2/a/b/manifests/1
                  ignoredPatterns: []
                  unknownPatterns: []
                defaultEndpoint:
                  tried: true
                  code: tried
                  reason: the registry itself is tried last
                unused:
                - path: mirrors["*"]
                  code: wildcard-hidden
                  reason: '"*" is for registries that have no folder below certs.d, and this one has'
                problems: []
                """, ""));
    }

    @Test
    void showsNoSecretAndNoControlCharacter() {
        for (String[] options : new String[][] {{}, {"-o", "json"}, {"-o", "yaml"}, {"--color", "always"}}) {
            Run run = explain("nginx", FILE.replace("^z", "\\e[31m"), options);

            assertThat(run.out() + run.err()).doesNotContain("secret").doesNotContain("\033[31m");
        }
    }

    @Test
    void theNodesReleaseDecidesWhetherDockerHubsLoginIsFound() {
        String hub = "configs: {docker.io: {auth: {username: u, password: p}}}";

        assertThat(explain("nginx", hub).out()).contains("only from v1.33.3, v1.32.7 and v1.31.11 on");
        assertThat(explain("nginx", hub, "--rke2-version", "v1.34.2+rke2r1").out())
                .contains("user name and password (configs[\"docker.io\"].auth)")
                .doesNotContain("only from");
        Run old = explain("nginx", hub, "--rke2-version", "v1.32.6+rke2r1");
        assertThat(old.out()).doesNotContain("user name and password");
        assertThat(old.err()).contains("note: v1.32.6 is older than the releases that this is known of");
    }
}
