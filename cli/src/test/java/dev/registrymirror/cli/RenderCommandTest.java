package dev.registrymirror.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderCommandTest {
    private static final String MANIFESTS = """
            apiVersion: registrymirror.dev/v1alpha1
            kind: RegistryMirror
            metadata: {name: corp}
            spec:
              nodeSelector: {matchLabels: {pool: gpu}}
              mirrors: [{registry: docker.io, endpoints: [https://m.corp]}]
              configs: [{host: m.corp, auth: {secretRef: {name: pull}}}]
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: pull}
            type: kubernetes.io/basic-auth
            stringData: {username: u, password: wordsecret}
            ---
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}}
            """;

    @TempDir
    private Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private Run render(String manifests, String labels) {
        return Run.withInput(manifests, "render", "-f", "-", "--node-labels", labels, "--out", out().toString());
    }

    @Test
    void writesTheNodesFilesAtTheirPathsForTheirOwnerOnly() throws IOException {
        Run run = render(MANIFESTS, "pool=gpu,zone=a");

        Path file = out().resolve("etc/rancher/rke2/registries.yaml");
        assertThat(run)
                .isEqualTo(new Run(0, file + "\n", "note: passed over: Deployment web\nfrom RegistryMirror corp\n"));
        assertThat(file).content().contains("password: \"wordsecret\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out().resolve("etc"))))
                .as("copied onto a node it must not close its /etc")
                .endsWith("r-x");
    }

    @Test
    void aFolderOfManifestsIsReadAndAnEarlierRunsFilesGo() throws IOException {
        Path manifests = Files.createDirectories(folder.resolve("manifests"));
        Files.writeString(manifests.resolve("corp.yaml"), MANIFESTS);
        Files.writeString(manifests.resolve("README.md"), "no manifest: [");
        String[] arguments = {
            "render", "-f", manifests.toString(), "--out", out().toString(), "--node-labels", "pool=gpu"
        };
        assertThat(Run.of(arguments).status()).isZero();

        arguments[arguments.length - 1] = "pool=cpu";
        Run run = Run.of(arguments);

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).endsWith("no files: no RegistryMirror selects a node with these labels\n");
        assertThat(out().resolve("etc/rancher/rke2/registries.yaml")).doesNotExist();
    }

    @Test
    void aNodesNameIsALabel() {
        String manifests = MANIFESTS.replace("pool: gpu", "kubernetes.io/hostname: worker-1, kubernetes.io/os: linux");

        Run run = Run.withInput(
                manifests,
                "render",
                "-f",
                "-",
                "--node-name",
                "worker-1",
                "--distribution",
                "k3s",
                "--out",
                out().toString());

        assertThat(run.out()).isEqualTo(out().resolve("etc/rancher/k3s/registries.yaml") + "\n");
    }

    @Test
    void everythingThatStandsAgainstItIsToldAndNothingIsWritten() {
        Run run = render(
                MANIFESTS
                        .replace("{name: pull}\ntype", "{name: other}\ntype")
                        .replace("https://m.corp]", "ftp://m.corp]"),
                "pool=gpu");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "error: RegistryMirror corp cannot be used: spec.mirrors[docker.io].endpoints[0]: ",
                        "error: RegistryMirror corp cannot be used: spec.configs[m.corp].auth.secretRef: Secret pull does not exist",
                        "registries: nothing was written\n")
                .doesNotContain("wordsecret");
        assertThat(out()).doesNotExist();
    }

    @Test
    void aManifestThatTheApiServerWouldRefuseIsToldByItsPlaceWithoutItsSecrets() {
        Run run = render(MANIFESTS.replace("stringData", "data"), "pool=gpu");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("error: standard input, line 13: Secret pull: data.password: is not base64; ")
                .doesNotContain("wordsecret");
        assertThat(out()).doesNotExist();
    }

    @Test
    void withoutARegistryMirrorThereIsNothingToDo() {
        assertThat(render("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}", "a=b"))
                .isEqualTo(new Run(2, "", "registries: there is no RegistryMirror in what was given\n"));
    }
}
