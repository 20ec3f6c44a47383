package dev.registrymirror.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffCommandTest {
    private static final String OLD = """
            mirrors:
              docker.io: {endpoint: [https://a.corp], rewrite: {"^library/": "hub/"}}
              gone.corp: {endpoint: [https://a.corp]}
            configs:
              a.corp: {auth: {username: u, password: oldsecret}}
            """;
    private static final String NEW = """
            mirrors:
              docker.io: {endpoint: ["https://me:urlsecret@b.corp", https://a.corp]}
            configs:
              a.corp: {auth: {username: v, password: newsecret}}
            """;

    @TempDir
    private Path folder;

    private Run diff(String old, String now, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("old.yaml"), old);
        String[] arguments = Stream.concat(Stream.of("diff", file.toString(), "-"), Stream.of(options))
                .toArray(String[]::new);
        return Run.withInput(now, arguments);
    }

    @Test
    void tellsWhatItTakesWhosePullsAndWhatChanged() throws IOException {
        assertThat(diff(OLD, NEW)).isEqualTo(new Run(0, """
                Takes:  a restart of the node's RKE2 or K3s
                        configs["a.corp"].auth changes: logins stand in config.toml, which containerd reads only when it starts
                Pulls:  those from a.corp, docker.io and gone.corp go another way

                In meaning:
                  ~ mirrors["docker.io"].endpoint: https://a.corp -> https://***@b.corp, https://a.corp
                  - mirrors["docker.io"].rewrite["^library/"]: hub/
                  - mirrors["gone.corp"]
                  ~ configs["a.corp"].auth.username: u -> v
                  ~ configs["a.corp"].auth.password

                For containerd:
                  ~ config.toml
                  ~ certs.d/docker.io/hosts.toml
                  - certs.d/gone.corp/hosts.toml
                """, ""));
    }

    @Test
    void anotherSpellingIsNoDifference() throws IOException {
        assertThat(diff(
                        "mirrors: {q.io: {endpoint: [a.corp], rewrite: }}",
                        "# same\nmirrors: {\"q.io\": {endpoint: ['a.corp']}}"))
                .isEqualTo(new Run(0, """
                        Takes:  nothing
                                both files mean the same
                        Pulls:  all go the same way as before
                        """, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mirrors: {q.io: {endpoint: [b.corp]}}                           | ''                              | certs-d
            mirrors: {q.io: {endpoint: [b.corp]}}                           | --containerd-template           | restart
            mirrors: {q.io: {endpoint: [b.corp]}}                           | --stargz                        | restart
            mirrors: {q.io: {endpoint: [a.corp]}, x.io: }                   | ''                              | nothing
            mirrors: {q.io: {endpoint: [a.corp]}, x.io: }                   | --embedded-registry 127.0.0.1:9345 | restart
            mirrors: {q.io: {endpoint: [a.corp]}, '*': {endpoint: [a.corp]}} | ''                             | certs-d
            """)
    void aProgramIsToldWhatItTakesOnSuchANode(String now, String options, String effect) throws IOException {
        String[] arguments = (options + " -o yaml").trim().split(" ");

        Run run = diff("mirrors: {q.io: {endpoint: [a.corp]}}", now, arguments);

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("effect: " + effect + "\nreasons:\n- ");
    }

    @Test
    void programsGetAStableDocument() throws IOException {
        Run run = diff("mirrors: {q.io: {endpoint: [a.corp]}}", "mirrors: {q.io: {endpoint: [b.corp]}}", "-o", "yaml");

        assertThat(run).isEqualTo(new Run(0, """
                effect: certs-d
                reasons:
                - 'only files below certs.d change, which containerd reads at every pull: writing them is enough, though RKE2 itself does it only when it starts'
                registries:
                - q.io
                changes:
                - path: mirrors["q.io"].endpoint
                  kind: changed
                  before: a.corp
                  after: b.corp
                files:
                - path: certs.d/q.io/hosts.toml
                  kind: changed
                problems: []
                """, ""));
    }

    @Test
    void aNewFileWithWhichRke2DoesNotStartIsAnError() throws IOException {
        Run run = diff("", "mirrors: {'..': {endpoint: [a.corp]}}");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("error: the name \"..\" leads out of certs.d");
        assertThat(diff("mirrors: {'..': {endpoint: [a.corp]}}", "").status()).isZero();
        assertThat(diff("mirrors: [", "").status()).isEqualTo(1);
        assertThat(Run.of("diff", "none.yaml", "-").status()).isEqualTo(2);
    }

    @Test
    void showsNoSecret() throws IOException {
        for (String[] options : new String[][] {{}, {"-o", "json"}, {"-o", "yaml"}}) {
            Run run = diff(OLD, NEW, options);

            assertThat(run.out() + run.err()).doesNotContain("secret");
        }
    }
}
