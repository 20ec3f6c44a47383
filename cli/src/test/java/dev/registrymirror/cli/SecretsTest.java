package dev.registrymirror.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that stand where nobody expects them: no command shows them. */
class SecretsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mirrors: {docker.io: {endpoint: ['https:/u:topsecret@m.corp']}}",
                "mirrors: {docker.io: {endpoint: ['https//u:topsecret@m.corp']}}",
                "mirrors: {docker.io: {endpoint: ['//u:topsecret@m.corp']}}",
                "mirrors: {docker.io: {endpoint: ['ftp://u:topsecret@m.corp']}}",
                "mirrors: {docker.io: {endpoint: ['https://m.corp/v2?token=topsecret']}}",
                "mirrors: {docker.io: {endpoint: ['https://m.corp']}}\n"
                        + "configs: {m.corp: {tls: {key_file: \"-----BEGIN PRIVATE KEY-----\\ntopsecret\"}}}",
                "mirrors: {docker.io: {endpoint: ['https://m.corp']}}\n"
                        + "configs: {m.corp: {tls: {ca_file: LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCtopsecret}}}",
            })
    void areShownByNoCommand(String text) throws IOException {
        String file = Files.writeString(folder.resolve("registries.yaml"), text).toString();
        String other = Files.writeString(
                        folder.resolve("other.yaml"),
                        "mirrors: {docker.io: }\nconfigs: {m.corp: {tls: {ca_file: /a, key_file: /b}}}")
                .toString();
        for (List<String> command : List.of(
                List.of("check", file),
                List.of("check", file, "-o", "json"),
                List.of("check", file, "-o", "github"),
                List.of("check", file, "-o", "sarif"),
                List.of("parse", file),
                List.of("explain", "nginx", "--file", file),
                List.of("explain", "nginx", "--file", file, "-o", "json"),
                List.of("containerd", file, "--out", folder.resolve("out").toString()),
                List.of("diff", other, file),
                List.of("diff", file, other, "-o", "json"),
                List.of("import", file, "--name", "corp"))) {
            Run run = Run.of(command.toArray(String[]::new));

            assertThat(run.out() + run.err())
                    .as("%s", command)
                    .doesNotContain("topsecret")
                    .doesNotContain("a mistake of this program");
        }
    }
}
