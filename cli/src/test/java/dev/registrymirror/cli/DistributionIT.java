package dev.registrymirror.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool as people get it: the folder that the build leaves, started as a process. */
class DistributionIT {
    private static final Path HOME = Path.of("target/registries").toAbsolutePath();
    private static final String FILE = "mirrors: {\"ä.corp\": {endpoint: [https://m.corp]}}\n";
    private static final String FINE = "mirrors: {docker.io: {endpoint: [https://m.corp]}}\n";

    @TempDir
    private Path folder;

    private Run start(Path program, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Files.writeString(folder.resolve("in"), FILE).toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void runsWithoutAnotherJavaAndInAnyLocale() throws Exception {
        Run run = start(HOME.resolve("bin/registries"), Map.of("LC_ALL", "C"), "containerd", "-", "--out", "out");

        assertThat(run.out()).isEqualTo("out/certs.d/ä.corp/hosts.toml\n");
        assertThat(folder.resolve("out/certs.d/ä.corp/hosts.toml")).exists();
    }

    @Test
    void kubectlFindsItByALinkFromAnywhere() throws Exception {
        Path link =
                Files.createSymbolicLink(folder.resolve("kubectl-registries"), HOME.resolve("bin/kubectl-registries"));

        Run run = start(link, Map.of(), "parse", "-", "-o", "yaml");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("ä.corp:");
    }

    @Test
    void runsFromAFolderWithABlankThroughALinkAndWritesNothingThere() throws Exception {
        Path copy = folder.resolve("a b/the tool");
        Files.createDirectories(copy.getParent());
        assertThat(start(Path.of("/bin/cp"), Map.of(), "-a", HOME.toString() + "/.", copy.toString())
                        .status())
                .isZero();
        assertThat(start(Path.of("/bin/chmod"), Map.of(), "-R", "a-w", copy.toString())
                        .status())
                .isZero();
        Files.writeString(folder.resolve("f"), FINE);
        Path bin = Files.createSymbolicLink(folder.resolve("my bin"), copy.resolve("bin"));
        String before = list(copy);

        Run run = start(bin.resolve("registries"), Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on"), "check", "f");

        assertThat(run.out()).isEqualTo("f: fine (1 mirror, 0 configs)\n");
        assertThat(run.status()).isZero();
        assertThat(list(copy)).isEqualTo(before);
        start(Path.of("/bin/chmod"), Map.of(), "-R", "u+w", copy.toString());
    }

    private String list(Path root) throws IOException, InterruptedException {
        return start(Path.of("/usr/bin/find"), Map.of(), root.toString(), "-printf", "%p %s %T@\\n")
                .out();
    }

    @Test
    void coloursAreForATerminal() throws Exception {
        Files.writeString(folder.resolve("f"), FINE);
        String check = "'" + HOME.resolve("bin/registries") + "' check f";
        Path bash = Path.of("/bin/bash");
        String terminal = "script -qec \"" + check + "\" /dev/null";

        assertThat(start(bash, Map.of(), "-c", check).out()).startsWith("f: fine ");
        assertThat(start(bash, Map.of(), "-c", terminal).out()).contains("f: \033[1;32mfine\033[0m ");
        assertThat(start(bash, Map.of("NO_COLOR", "1"), "-c", terminal).out()).contains("f: fine ");
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoMistakeOfTheProgram() throws Exception {
        String file = "{ echo mirrors:; for i in {1..20000}; do echo \" r$i: \"; done; }";

        Run run = start(
                Path.of("/bin/bash"),
                Map.of(),
                "-c",
                file + " | '" + HOME.resolve("bin/registries") + "' check - | head -1");

        assertThat(run.out()).hasLineCount(1);
        assertThat(run.err()).doesNotContain("mistake");
    }

    @Test
    void itsStatusIsTheShells() throws Exception {
        Run run = start(HOME.resolve("bin/registries"), Map.of(), "parse", "missing.yaml");

        assertThat(run).isEqualTo(new Run(2, "", "registries: cannot read missing.yaml: it does not exist\n"));
    }

    @Test
    void itsArchiveOfClassesFitsWhereverItLies() throws Exception {
        Path copy = folder.resolve("copy");
        assertThat(start(Path.of("/bin/cp"), Map.of(), "-a", HOME.toString(), copy.toString())
                        .status())
                .isZero();
        // With this the runtime does not start where it cannot use the archive.
        Map<String, String> insist = Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
        Path program = copy.resolve("bin/registries");

        assertThat(start(program, insist, "parse", "-").status()).isZero();

        Files.delete(copy.resolve("lib/registries.aot"));
        assertThat(start(program, insist, "parse", "-").status()).isNotZero();
        assertThat(start(program, Map.of(), "parse", "-").status()).isZero();
    }

    @Test
    void theCompletionScriptIsOne() throws Exception {
        Path script = HOME.resolve("share/bash-completion/completions/registries");

        Run run = start(
                Path.of("/bin/bash"),
                Map.of(),
                "-c",
                "source " + script
                        + "; COMP_WORDS=(registries con); COMP_CWORD=1; _complete_registries; echo ${COMPREPLY[@]}");

        assertThat(run).isEqualTo(new Run(0, "containerd\n", ""));
    }
}
