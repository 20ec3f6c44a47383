package dev.registrymirror.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** {@code registries check} with manifests. */
class CheckManifestsTest {
    private static final String MIRROR = """
            apiVersion: registrymirror.dev/v1alpha1
            kind: RegistryMirror
            metadata: {name: corp}
            spec:
              mirrors:
              - registry: docker.io
                endpoints: ["https://harbor.corp:5000"]
            """;
    private static final String LOGIN = """
            apiVersion: registrymirror.dev/v1alpha1
            kind: RegistryMirror
            metadata: {name: login}
            spec:
              configs:
              - host: harbor.corp
                auth: {secretRef: {name: pull}}
            """;
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: pull, namespace: registry-mirror-system}
            type: kubernetes.io/basic-auth
            stringData: {username: puller, password: topsecret}
            """;
    private static final String WARNING = MIRROR.replace(":5000", "/proxy");

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
    void manifestsAreKnownByWhatTheyHoldAndALineTellsWhatThatIs() throws IOException {
        assertThat(check("---\n" + MIRROR + "---\n" + SECRET + "---\n{apiVersion: v1, kind: Namespace}\n"))
                .isEqualTo(new Run(0, "standard input: fine (1 RegistryMirror, 1 Secret, 1 other object)\n", ""));
        String misnamed = file("registries.yaml", MIRROR);
        assertThat(Run.of("check", misnamed).out()).isEqualTo(misnamed + ": fine (1 RegistryMirror)\n");
        String plain = file("mirror.yaml", "mirrors: {docker.io: {endpoint: [https://m.corp]}}\n");
        assertThat(Run.of("check", plain).out()).isEqualTo(plain + ": fine (1 mirror, 0 configs)\n");
    }

    @Test
    void aFindingTellsPlaceObjectFieldCodeWhatHappensAndWhatToDo() {
        assertThat(check(MIRROR.replace("endpoints", "endpoint"))).isEqualTo(new Run(1, """
                        standard input:7:5: error: RegistryMirror/corp spec.mirrors[docker.io].endpoint [UnknownField]
                          there is no such field here: the API server refuses the object, or passes over the field
                          -> did you mean endpoints?

                        standard input: 1 error (1 RegistryMirror)
                        """, ""));
    }

    @Test
    void filesAreLookedAtTogetherAndEachIsToldItsOwn() throws IOException {
        String mirror = file("mirror.yaml", MIRROR);
        String login = file("login.yaml", LOGIN);
        String secret = file("secret.yaml", SECRET);

        Run run = Run.of("check", mirror, login, secret);

        assertThat(run).isEqualTo(new Run(1, """
                        %1$s: fine (1 RegistryMirror)
                        %2$s:6:5: error: RegistryMirror/login spec.configs[harbor.corp] [ConfigPortDiffers]
                          the endpoint https://harbor.corp:5000 of "docker.io" has the port 5000, and "harbor.corp" is looked up to the letter: the credentials are not used there
                          -> write "harbor.corp:5000", as in the endpoint

                        %2$s: 1 error (1 RegistryMirror)
                        %3$s: fine (1 Secret)
                        """.formatted(mirror, login, secret), ""));
    }

    @Test
    void aSecretThatIsInNoFileIsANoteAndLeavesTheStatus() {
        Run run = check(LOGIN, "--strict");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith(
                        "standard input:7:12: note: RegistryMirror/login spec.configs[harbor.corp].auth.secretRef [ReferenceNotFound]\n")
                .endsWith("fine, 1 note (1 RegistryMirror)\n");
    }

    @Test
    void theOperatorsNamespaceCanBeAnotherOne() {
        String there = LOGIN + "---\n" + SECRET.replace("registry-mirror-system", "mirrors");

        assertThat(check(there).out()).contains(": warning: RegistryMirror/login", "[ReferenceNotFound]");
        assertThat(check(there, "--namespace", "mirrors").out()).contains(": fine");
    }

    @Test
    void warningsFailIfThatIsAskedForAndCodesCanBeIgnored() {
        assertThat(check(WARNING).status()).isZero();
        assertThat(check(WARNING, "--strict").status()).isEqualTo(1);
        assertThat(check(WARNING, "--strict", "--ignore", "EndpointPath").status())
                .isZero();
        assertThat(check(LOGIN, "--ignore", "ReferenceNotFound").out()).contains(": fine (");
        assertThat(check(MIRROR.replace("endpoints", "endpoint"), "--ignore", "UnknownField")
                        .status())
                .isZero();
    }

    @Test
    void theNodesReleaseAndOptionsCount() throws IOException {
        String hub = LOGIN.replace("harbor.corp", "docker.io") + "---\n" + SECRET;
        assertThat(check(hub).out())
                .contains("note: RegistryMirror/login spec.configs[docker.io] [DockerHubCredentials]");
        assertThat(check(hub, "--rke2-version", "v1.32.6+rke2r1").out())
                .contains("error: RegistryMirror/login", "note: [UnexaminedRelease]");

        String withFile = LOGIN.replace("auth: {secretRef: {name: pull}}", "tls: {caFile: /etc/ssl/corp.pem}");
        assertThat(check(withFile).out()).contains(": fine");
        Files.createDirectories(folder.resolve("etc/ssl"));
        assertThat(check(withFile, "--node-root", folder.toString()).out())
                .contains("spec.configs[harbor.corp].tls.caFile [InvalidCaBundle]", "no such file on the node");
    }

    @Test
    void programsGetTheObjectToo() throws IOException {
        String text = LOGIN.replace("{name: login}", "{name: login, namespace: default}");

        Map<String, Object> json = JSON.std.mapFrom(check(text, "-o", "json").out());
        Map<String, Object> yaml = new Yaml().load(check(text, "-o", "yaml").out());

        assertThat(yaml).isEqualTo(json);
        Map<?, ?> file = first(json.get("files"));
        Map<?, ?> finding = first(file.get("findings"));
        assertThat(finding.get("object"))
                .isEqualTo(Map.of("kind", "RegistryMirror", "namespace", "default", "name", "login"));
        assertThat(finding.get("line")).isEqualTo(7);
        assertThat(check(text, "-o", "github").out())
                .contains("::notice file=standard input,line=7,col=12,title=ReferenceNotFound");
        assertThat(check(text, "-o", "sarif").out())
                .contains("\"ruleId\" : \"ReferenceNotFound\"", "\"id\" : \"ReferenceNotFound\"");
    }

    private static Map<?, ?> first(@Nullable Object list) {
        return (Map<?, ?>) ((List<?>) Objects.requireNonNull(list)).getFirst();
    }

    @Test
    void foreignManifestsAloneAreAnErrorThatSaysWhatIsMissing() throws IOException {
        String deployment = file("web.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n");

        Run alone = Run.of("check", deployment);
        assertThat(alone.status()).isEqualTo(1);
        assertThat(alone.out()).contains("[OtherFormat]", "there is no RegistryMirror in it, but Deployment web");
        assertThat(Run.of("check", deployment, file("mirror.yaml", MIRROR)).out())
                .startsWith(deployment + ": fine (1 other object)\n");
    }

    @Test
    void theExamplesOfTheInstallationHaveNoError() throws IOException {
        try (Stream<Path> examples = Files.list(Path.of("../deploy/examples"))) {
            List<String> files = examples.map(Path::toString).sorted().toList();
            assertThat(files).hasSizeGreaterThan(8);
            assertThat(files).allSatisfy(file -> {
                Run run = Run.of("check", file);
                assertThat(run.status()).as(run.out()).isZero();
            });
        }
    }

    @Test
    void manifestsAndOtherFilesMayBeGivenTogether() throws IOException {
        String missing = folder.resolve("missing.yaml").toString();

        Run run = Run.of(
                "check", file("mirror.yaml", MIRROR), file("registries.yaml", "mirrors: {docker.io: }\n"), missing);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out())
                .contains("mirror.yaml: fine (1 RegistryMirror)", "registries.yaml: fine, 1 note (1 mirror");
        assertThat(run.err()).contains("missing.yaml: it does not exist");
    }

    @Test
    void aTextThatIsNoYamlIsAnErrorWithItsPlace() {
        Run run = check(SECRET + "---\n" + MIRROR + "    rewrites: [\n");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("error: [InvalidManifest]").containsPattern("standard input:1[0-9]:");
    }

    @Test
    void noSecretIsPrintedWhereverItStands() {
        String text = LOGIN.replace("secretRef:", "password: topsecret, secretRef:")
                + "---\n"
                + SECRET.replace("stringData:", "data: {a: topsecret!, b: 1}\nstringData:")
                + "---\n"
                + MIRROR.replace("https://", "https://me:topsecret@").replace("docker.io", "me:topsecret@docker.io");

        for (String[] options : new String[][] {{}, {"-o", "json"}, {"-o", "github"}, {"-o", "sarif"}}) {
            Run run = check(text, options);
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out() + run.err()).doesNotContain("topsecret");
        }
    }
}
