package dev.registrymirror.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParseCommandTest {
    private static final String SECRETS = """
            mirrors:
              "me:namesecret@n.corp": {endpoint: [a]}
              docker.io: {endpoint: ["https://me:urlsecret@m.corp", "me:odd/secret@m.corp"]}
            configs:
              m.corp: {auth: {username: u, password: wordsecret, auth: basesecret, identity_token: tokensecret}}
            """;

    @TempDir
    private Path folder;

    @Test
    void printsWhatCountsUnderTheFilesOwnNames() {
        Run run = Run.withInput("""
                mirrors:
                  docker.io:
                    endpoint: [https://m.corp]
                    endpoints: [https://unknown.corp]
                    rewrite: {"^(.*)$": "hub/$1"}
                  quay.io:
                configs:
                  m.corp: {auth: {username: u}, tls: {ca_file: /ca, cert_file: /c, key_file: /k, insecure_skip_verify: true}}
                  empty.corp: {auth: {}, tls: {insecure_skip_verify: false}}
                """, "parse", "-", "-o", "yaml");

        assertThat(run).isEqualTo(new Run(0, """
                        mirrors:
                          docker.io:
                            endpoint:
                            - https://m.corp
                            rewrite:
                              ^(.*)$: hub/$1
                          quay.io: {}
                        configs:
                          empty.corp:
                            auth: {}
                            tls: {}
                          m.corp:
                            auth:
                              username: u
                            tls:
                              ca_file: /ca
                              cert_file: /c
                              key_file: /k
                              insecure_skip_verify: true
                        """, ""));
    }

    @Test
    void printsJsonUnlessToldOtherwise() throws IOException {
        Path file = Files.writeString(folder.resolve("registries.yaml"), "mirrors: {\"*\": {endpoint: [a]}}");

        assertThat(Run.of("parse", file.toString())).isEqualTo(new Run(0, """
                        {
                          "mirrors" : {
                            "*" : {
                              "endpoint" : [ "a" ]
                            }
                          },
                          "configs" : { }
                        }
                        """, ""));
    }

    /** What some program takes for a number, a boolean, a date or nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"1e3", "0x1", "0o7", "1:20", ".inf", "null", "~", "y", "N", "on", "=", "2001-01-01", "<<"})
    void aTextThatLooksLikeSomethingElseIsQuotedInYaml(String name) {
        Run run = Run.withInput(
                "mirrors: {\"%s\": {endpoint: [\"https://m.corp\"]}}".formatted(name), "parse", "-", "-o", "yaml");

        assertThat(run.out()).contains("  '" + name + "':\n");
    }

    @Test
    void showsNoSecretUnlessAsked() {
        Run run = Run.withInput(SECRETS, "parse", "-");

        assertThat(run.status()).isZero();
        assertThat(run.out() + run.err())
                .contains("\"password\" : \"***\"", "\"https://***@m.corp\"", "\"***@m.corp\"", "\"***@n.corp\"")
                .doesNotContain("secret");
    }

    @Test
    void showsSecretsWhenAsked() {
        assertThat(Run.withInput(SECRETS, "parse", "-", "--show-secrets").out())
                .contains("me:namesecret@", "me:urlsecret@", "odd/secret@", "wordsecret", "basesecret", "tokensecret")
                .doesNotContain("***");
    }

    @Test
    void aFileThatRke2RefusesGivesPlaceAndReason() {
        Run run = Run.withInput("mirrors:\n  docker.io: [a]\n", "parse", "-");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("registries: standard input, line 2, column ")
                .contains("RKE2 does not take this file: ")
                .hasLineCount(1);
    }

    @Test
    void aFileThatIsNotThereIsOneSentence() {
        String file = folder.resolve("none.yaml").toString();

        assertThat(Run.of("parse", file))
                .isEqualTo(new Run(2, "", "registries: cannot read " + file + ": it does not exist\n"));
    }

    @Test
    void aFolderIsNoFile() {
        assertThat(Run.of("parse", folder.toString()))
                .isEqualTo(new Run(2, "", "registries: cannot read " + folder + ": it is a folder\n"));
    }

    @Test
    void whatCannotBeToldIsNotCalledRefused() {
        Run run = Run.withInput("# " + "x".repeat(1 << 20), "parse", "-");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("it cannot be told what RKE2 does with this file: ");
    }
}
