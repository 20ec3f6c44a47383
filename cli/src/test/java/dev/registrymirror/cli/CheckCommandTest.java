package dev.registrymirror.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.registrymirror.registries.findings.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class CheckCommandTest {
    private static final String ERROR = "mirrors:\n  docker.io:\n    endpoints: [https://m.corp]\n";
    private static final String WARNING =
            "mirrors: {docker.io: {endpoint: [\"http://m.corp\"]}}\nconfigs: {m.corp: {auth: {username: u, password: p}}}\n";
    private static final String NOTE = "mirrors: {docker.io: }\n";
    private static final String FINE = "mirrors: {docker.io: {endpoint: [https://m.corp]}}\n";

    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Run check(String text, String... options) {
        return Run.withInput(
                text, Stream.concat(Stream.of("check", "-"), Stream.of(options)).toArray(String[]::new));
    }

    @Test
    void tellsPlaceSeverityPathCodeWhatHappensAndWhatToDo() throws IOException {
        String file = file("registries.yaml", ERROR);

        Run run = Run.of("check", file);

        assertThat(run).isEqualTo(new Run(1, """
                        %s:3:5: error: mirrors["docker.io"].endpoints [UnknownKey]
                          RKE2 does not know "endpoints" and passes over it and all below it
                          -> did you mean "endpoint"?

                        %s: 1 error (1 mirror, 0 configs)
                        """.formatted(file, file), ""));
    }

    @Test
    void aCorrectFileIsOneLine() {
        assertThat(check(FINE)).isEqualTo(new Run(0, "standard input: fine (1 mirror, 0 configs)\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void aWarningFailsIfThatIsAskedFor(boolean strict, int status) {
        Run run = strict ? check(WARNING, "--strict") : check(WARNING);

        assertThat(run.status()).isEqualTo(status);
        assertThat(run.out()).contains(": warning: configs[\"m.corp\"]", "[CredentialsOverHttp]", "1 warning (");
    }

    @Test
    void aNoteNeverFails() {
        Run run = check(NOTE, "--strict");

        assertThat(run.status()).isZero();
        assertThat(run.out()).endsWith("standard input: fine, 1 note (1 mirror, 0 configs)\n");
    }

    @Test
    void aFileThatRke2RefusesIsAnErrorWithItsPlace() {
        Run run = check("mirrors:\n  docker.io: [a]\n");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).startsWith("standard input:2:14: error: [Unreadable]\n  RKE2 does not accept the file");
    }

    @Test
    void whatCannotBeToldIsNeitherFineNorWrong() {
        Run run = check("# " + "x".repeat(1 << 20));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).contains("warning: [Undecided]").endsWith("1 warning (not checked)\n");
    }

    @Test
    void everyFileIsCheckedAndTheWorstDecides() throws IOException {
        String missing = folder.resolve("missing.yaml").toString();

        Run run = Run.of("check", file("a.yaml", FINE), missing, file("b.yaml", ERROR));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).contains("a.yaml: fine", "b.yaml:3:5: error: ");
        assertThat(run.err()).isEqualTo("registries: cannot read " + missing + ": it does not exist\n");
    }

    @Test
    void programsAreToldOfAFileThatCannotBeRead() throws IOException {
        String missing = folder.resolve("missing.yaml").toString();
        String reason = "cannot read " + missing + ": it does not exist";

        Run run = Run.of("check", "-o", "json", missing, file("a.yaml", FINE));

        assertThat(run.status()).isEqualTo(2);
        assertThat(JSON.std.mapFrom(run.out()).get("files"))
                .asInstanceOf(InstanceOfAssertFactories.list(Object.class))
                .startsWith(Map.of("file", missing, "state", "unread", "reason", reason, "findings", List.of()))
                .element(1, InstanceOfAssertFactories.MAP)
                .containsEntry("state", "checked");
        assertThat(Run.of("check", "-o", "github", missing).out())
                .isEqualTo("::error file=%s::%s\n".formatted(missing, reason));
        assertThat(Run.of("check", "-o", "sarif", missing).out())
                .contains("\"executionSuccessful\" : false", "\"text\" : \"" + reason + "\"");
    }

    @Test
    void gitHubGetsAnAnnotationForEachFinding() throws IOException {
        String file = file("a,b:c.yaml", "mirrors:\n  docker.io:\n    \"endpoint%0A\\u001b\": [https://m.corp]\n");

        Run run = Run.of("check", "-o", "github", file);

        String name = file.replace(",", "%2C").replace(":", "%3A");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("::error file=%s,line=3,col=5,title=UnknownKey::mirrors[\"docker.io\"]".formatted(name))
                .contains("%250A", "%0A-> ")
                .doesNotContain("\033");
        assertThat(run.out().lines().skip(1)).containsExactly(file + ": 1 error (1 mirror, 0 configs)");
    }

    @Test
    void sarifNamesEveryRuleAndEachFindingsPlace() throws IOException {
        Run run = Run.of("check", "-o", "sarif", file("ä b.yaml", ERROR));

        Map<String, Object> document = JSON.std.mapFrom(run.out());
        assertThat(run.status()).isEqualTo(1);
        assertThat(document).containsEntry("version", "2.1.0");
        assertThat(run.out())
                .contains(
                        "\"ruleId\" : \"UnknownKey\"",
                        "\"level\" : \"error\"",
                        "/%C3%A4%20b.yaml\"",
                        "\"startLine\" : 3",
                        "\"startColumn\" : 5",
                        "RKE2 does not know \\\"endpoints\\\" and passes over it and all below it; did you mean \\\"endpoint\\\"?");
        for (FindingCode code : FindingCode.values()) {
            assertThat(run.out()).contains("\"id\" : \"" + code + "\"");
        }
    }

    @Test
    void whatIsIgnoredIsAsGoodAsNotThere() {
        Run run = check(WARNING, "--strict", "--ignore", "CredentialsOverHttp,EmptyFile");

        assertThat(run).isEqualTo(new Run(0, "standard input: fine (1 mirror, 1 config)\n", ""));
        assertThat(check("mirrors: [", "--ignore", "Unreadable"))
                .isEqualTo(new Run(
                        2,
                        "",
                        "registries: --ignore does not take Unreadable: nothing could be said of such a file\n"));
        Run unknown = check(WARNING, "--ignore", "CredentialsOverHttps");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("Invalid value for option '--ignore'", "CredentialsOverHttp,");
    }

    @Test
    void programsGetADocument() throws IOException {
        Run json = check(ERROR, "-o", "json");
        Run yaml = check(ERROR, "-o", "yaml");

        assertThat(json.status()).isEqualTo(1);
        assertThat(json.out()).isEqualTo("""
                {
                  "files" : [ {
                    "file" : "standard input",
                    "state" : "checked",
                    "findings" : [ {
                      "severity" : "error",
                      "code" : "UnknownKey",
                      "path" : "mirrors[\\"docker.io\\"].endpoints",
                      "line" : 3,
                      "column" : 5,
                      "message" : "RKE2 does not know \\"endpoints\\" and passes over it and all below it",
                      "remedy" : "did you mean \\"endpoint\\"?"
                    } ]
                  } ],
                  "errors" : 1,
                  "warnings" : 0,
                  "notes" : 0
                }
                """);
        Map<String, Object> sameInYaml = new Yaml().load(yaml.out());
        assertThat(sameInYaml).isEqualTo(JSON.std.mapFrom(json.out()));
    }

    @Test
    void coloursAreThereIfTheyAreAskedFor() {
        assertThat(check(ERROR, "--color", "always").out()).contains(": \033[1;31merror\033[0m: ");
        assertThat(check(ERROR).out() + check(ERROR, "--color", "never").out()).doesNotContain("\033");
        assertThat(check(ERROR, "--color", "always", "-o", "json").out()).doesNotContain("\033");
    }

    @Test
    void theNodesReleaseAndOptionsCount() {
        String hub = "configs: {docker.io: {auth: {username: u, password: p}}}";

        assertThat(check(hub).out()).contains("note: configs[\"docker.io\"] [DockerHubCredentials]");
        assertThat(check(hub, "--rke2-version", "v1.32.6+rke2r1").out())
                .contains("error: configs[\"docker.io\"] [DockerHubCredentials]");
        assertThat(check(hub, "--rke2-version", "v1.34.2+k3s1").out()).doesNotContain("DockerHubCredentials");
        assertThat(check(hub, "--rke2-version", "v1.29.9+k3s1").out()).contains("note: [UnexaminedRelease]");
        assertThat(check(FINE + hub, "--disable-default-registry-endpoint").out())
                .contains("[DefaultEndpointStays]");
    }

    @Test
    void certificatesAreLookedUpOnlyWhenAskedFor() throws IOException {
        String text = FINE + "configs: {m.corp: {tls: {ca_file: /etc/ssl/corp.pem}}}\n";
        Path ca = folder.resolve("etc/ssl/corp.pem");
        Files.createDirectories(ca.getParent());
        Files.writeString(ca, "no certificate");

        assertThat(check(text).out()).contains(": fine");
        Run run = check(text, "--node-root", folder.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("error: configs[\"m.corp\"].tls.ca_file [InvalidCaBundle]");

        Files.delete(ca);
        assertThat(check(text, "--node-root", folder.toString()).out()).contains("no such file on the node");
        // Of a copy of a node's files that has not even the folder nothing can be told.
        Files.delete(ca.getParent());
        assertThat(check(text, "--node-root", folder.toString()).out()).contains(": fine");
    }

    @Test
    void theModeOfAFileMattersOnANodeOnly() throws IOException {
        String text = FINE + "configs: {m.corp: {auth: {username: u, password: p}}}\n";
        Path file = folder.resolve("etc/rancher/rke2/registries.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String root = folder.toString();

        assertThat(Run.of("check", "--node-root", root, file.toString()).out()).contains("[PasswordReadable]");
        assertThat(Run.of("check", file.toString()).out()).doesNotContain("[PasswordReadable]");
        assertThat(Run.of("check", "--node-root", root, file("registries.yaml", text))
                        .out())
                .doesNotContain("[PasswordReadable]");

        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwx------"));
        assertThat(Run.of("check", "--node-root", root, file.toString()).out()).doesNotContain("[PasswordReadable]");
    }

    @Test
    void linksInACopyOfANodesFilesStayInIt() throws IOException {
        String text = FINE + "configs: {m.corp: {tls: {ca_file: /etc/ssl/corp.pem}}}\n";
        Path outside = Files.writeString(
                Files.createDirectories(folder.resolve("outside")).resolve("corp.pem"), "no certificate");
        Path copy = folder.resolve("copy");
        Path link = Files.createDirectories(copy.resolve("etc/ssl")).resolve("corp.pem");
        String root = copy.toString();

        Files.createSymbolicLink(link, outside);
        assertThat(check(text, "--node-root", root).out()).doesNotContain("[InvalidCaBundle]");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("../../../outside/corp.pem"));
        assertThat(check(text, "--node-root", root).out()).doesNotContain("[InvalidCaBundle]");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("corp.pem"));
        assertThat(check(text, "--node-root", root).out()).contains("[InvalidCaBundle]");
        Files.delete(link);
        Files.createDirectory(link);
        assertThat(check(text, "--node-root", root).out()).contains("[InvalidCaBundle]");
        Files.delete(link);

        // What is absolute on the node is below the copy's root.
        Files.createSymbolicLink(link, Path.of("/opt/certs/corp.pem"));
        Files.writeString(Files.createDirectories(copy.resolve("opt/certs")).resolve("corp.pem"), "no certificate");
        assertThat(check(text, "--node-root", root).out()).contains("[InvalidCaBundle]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/does/not/exist", "/etc/passwd"})
    void aNodesRootThatIsNoFolderIsBadUsage(String root) {
        Run run = check(FINE, "--node-root", root);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("registries: --node-root takes a folder with a node's files, and ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", "\r\n", "# ä\n", "---\n"})
    void filesOfEveryOriginAreRead(String start) {
        Run run = check(start + FINE.replace("\n", "\r\n"));

        assertThat(run).isEqualTo(new Run(0, "standard input: fine (1 mirror, 0 configs)\n", ""));
    }

    @Test
    void anEmptyFileIsFine() {
        Run run = check("");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("note: [EmptyFile]").endsWith("fine, 1 note (0 mirrors, 0 configs)\n");
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("registries.yaml"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0});

        assertThat(Run.of("check", file.toString()).status()).isEqualTo(1);
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Path file = Files.write(folder.resolve("registries.yaml"), new byte[17 * 1024 * 1024]);

        assertThat(Run.of("check", file.toString()))
                .isEqualTo(new Run(2, "", "registries: " + file + " has more than 16777216 bytes\n"));
    }

    @Test
    void nothingOfAFileReachesTheTerminalAsACommand() {
        Run run = check("mirrors: {\"a\\e[2Jb\": {endpoint: [\"https://m.corp/\\u202E\"]}}\n");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().codePoints().filter(c -> c != '\n'))
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    /** Without a blank after the colon the whole is a key. */
    @ParameterizedTest
    @ValueSource(strings = {"admin:topsecret", "password:topsecret", "a=topsecret", "'token: topsecret'"})
    void aCredentialThatIsPartOfAKeyIsNotPrinted(String key) {
        String file = "configs: {m.corp: {auth: {%s}}}\n".formatted(key);

        for (String format : List.of("json", "yaml", "github", "sarif")) {
            assertThat(check(file, "-o", format).out()).contains("UnknownKey").doesNotContain("topsecret");
        }
        assertThat(check(file).out()).contains("[UnknownKey]").doesNotContain("topsecret");
    }

    @Test
    void noSecretIsPrintedWhereverItStands() {
        String file = """
                mirrors:
                  "me:topsecret@m.corp": {endpoint: ["https://me:topsecret@n.corp", "me:top/secret@n.corp"]}
                  docker.io: {endpoint: ["https://me:topsecret@m.corp/v2"], passwd: topsecret}
                configs:
                  "me:topsecret@m.corp": {auth: {username: u, password: topsecret}}
                  "https://me:topsecret@m.corp:5000": {auth: {password: topsecret, token: topsecret}, tls: {ca_file: topsecret}}
                  m.corp: {auth: {username: u, password: topsecret, auth: topsecret, identity_token: topsecret}}
                  a.corp: {auth: {username: u, password:topsecret, token=topsecret}}
                  "me:topsecret@n.corp": {auth: {pass: topsecret, user: topsecret}, tls: {insecure_skip_verify: true}}
                  "me:topsecret@o.corp": {auth: {username: u, password: topsecret}, tls: {insecure_skip_verify: true}}
                  "*": {tls: {insecure_skip_verify: true}}
                """.replace("ca_file: topsecret", "ca_file: relative");

        for (String[] options : new String[][] {{}, {"-o", "json"}}) {
            Run run = check(file, options);
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out() + run.err()).doesNotContain("topsecret", "top/secret");
        }
    }
}
