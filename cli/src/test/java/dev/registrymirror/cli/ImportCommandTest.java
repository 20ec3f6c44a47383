package dev.registrymirror.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String FILE = """
            mirrors: {docker.io: {endpoint: ["https://m.corp:5000"], rewrite: {"^(.*)$": "hub/$1"}}}
            configs: {"m.corp:5000": {auth: {username: u, password: wordsecret}, tls: {ca_file: /etc/ca.pem}}}
            """;

    @TempDir
    private Path folder;

    private static Run imported(String file, String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "import";
        arguments[1] = "-";
        arguments[2] = "--name";
        arguments[3] = "corp";
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Run.withInput(file, arguments);
    }

    @Test
    void printsTheRegistryMirrorAndNoSecret() {
        Run run = imported(FILE, "--node-selector", "pool=gpu");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("""
                apiVersion: registrymirror.dev/v1alpha1
                kind: RegistryMirror
                metadata:
                  name: corp
                spec:
                  nodeSelector:
                    matchLabels:
                      pool: gpu
                  mirrors:
                  - registry: docker.io
                    endpoints:
                    - https://m.corp:5000
                    rewrites:
                    - pattern: "^(.*)$"
                      replacement: "hub/$1"
                  configs:
                  - host: m.corp:5000
                    auth:
                      secretRef:
                        name: corp-m-corp-5000-auth
                    tls:
                      caFile: /etc/ca.pem
                """);
        assertThat(run.err()).contains("note: the Secrets are left out").doesNotContain("wordsecret");
    }

    @Test
    void secretsArePrintedWhereTheyAreAskedFor() {
        Run run = imported(FILE, "--show-secrets");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("""
                apiVersion: v1
                kind: Secret
                metadata:
                  name: corp-m-corp-5000-auth
                  namespace: registry-mirror-system
                type: kubernetes.io/basic-auth
                data:
                  password: "d29yZHNlY3JldA=="
                  username: "dQ=="
                ---
                """);
    }

    @Test
    void filesAreForTheirOwnerOnlyAndRenderGivesTheSameBack() throws IOException {
        Path out = folder.resolve("out");

        Run run = imported(FILE, "--out", out.toString(), "--namespace", "mirrors");

        Path secrets = out.resolve("corp-secrets.yaml");
        assertThat(run.out()).isEqualTo(secrets + "\n" + out.resolve("corp.yaml") + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rw-------");
        assertThat(out.resolve("corp.yaml")).content().doesNotContain("kind: Secret");
        Path node = folder.resolve("node");
        assertThat(Run.of("render", "-f", out.toString(), "--namespace", "mirrors", "--out", node.toString())
                        .status())
                .isZero();
        assertThat(Run.of(
                                "parse",
                                node.resolve("etc/rancher/rke2/registries.yaml").toString(),
                                "--show-secrets")
                        .out())
                .isEqualTo(Run.withInput(FILE, "parse", "-", "--show-secrets").out());
    }

    @Test
    void whatRke2PassesOverIsToldAndNotImported() {
        Run run = imported(FILE.replace("endpoint:", "endpoints: [https://x], endpoint:"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains(": error: mirrors[\"docker.io\"].endpoints [UnknownKey]", "RKE2 does not know \"endpoints\"");
        assertThat(run.out()).contains("https://m.corp:5000").doesNotContain("https://x");
    }

    @Test
    void whatARegistryMirrorCannotSayIsToldAndNothingIsWritten() {
        Run run = imported("""
                mirrors: {docker.io: {endpoint: ["https://m.corp:5000"], rewrite: {'a\\.b': c}}}
                configs: {"m.corp:5000": {auth: {username: u, identity_token: wordsecret}, tls: {cert_file: /c}}}
                """, "--out", folder.resolve("out").toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "error: mirrors[\"docker.io\"].rewrite[\"a\\\\.b\"] [InvalidPattern]",
                        "error: configs[\"m.corp:5000\"].tls.key_file [HalfIdentity]",
                        "error: configs[\"m.corp:5000\"].auth: there is a user name without password",
                        "nothing was written")
                // The finding has told it.
                .doesNotContain("wordsecret", "error: configs[\"m.corp:5000\"].tls.key_file: ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatIsMissingAmongTheNodesFilesIsTold() {
        Run run = imported(FILE, "--node-root", folder.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("error: configs[\"m.corp:5000\"].tls.ca_file: there is no file \"/etc/ca.pem\"");
    }

    @Test
    void filesThatDifferAreNotMixed() throws IOException {
        Path one = Files.writeString(folder.resolve("one.yaml"), FILE);
        Path same = Files.writeString(folder.resolve("same.yaml"), "# the same\n" + FILE);
        Path other = Files.writeString(folder.resolve("other.yaml"), FILE.replace("wordsecret", "othersecret"));

        assertThat(Run.of("import", one.toString(), same.toString(), "--name", "corp")
                        .status())
                .isZero();
        Run run = Run.of("import", one.toString(), same.toString(), other.toString(), "--name", "corp");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("registries: " + other + " differs from " + one + " in configs[\"m.corp:5000\"]: import")
                .doesNotContain("othersecret");
    }

    @Test
    void aNameThatNoObjectCanHaveIsBadUsage() {
        assertThat(Run.withInput(FILE, "import", "-", "--name", "Corp_1").status())
                .isEqualTo(2);
    }
}
