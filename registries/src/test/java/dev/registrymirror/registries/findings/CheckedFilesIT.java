package dev.registrymirror.registries.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.ContainerdFiles;
import dev.registrymirror.registries.containerd.ContainerdFiles.Rendered;
import dev.registrymirror.registries.containerd.HostEntries;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.containerd.RandomNodes;
import dev.registrymirror.registries.containerd.Rke2;
import dev.registrymirror.registries.containerd.Rke2.Seen;
import dev.registrymirror.registries.containerd.TlsFiles;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesWriter;
import dev.registrymirror.registries.findings.Findings.Checked;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.testbed.Proof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No file without errors is unreadable to the real containerd; {@link Proof} says how many, and others. */
class CheckedFilesIT {
    /** A file is dearer than what other proofs try: containerd reads what is rendered of it from disk. */
    private static final double SHARE = 0.1;

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private static Path folder;

    private int passed;
    private int read;
    private int withoutTlsFiles;

    @Test
    void everyRandomFileWithoutErrorsIsReadable() throws IOException {
        Proof proof = Proof.of("random files without errors: containerd's own reading", 2_000, SHARE);
        RandomNodes nodes = new RandomNodes(proof.seed() + 6, TlsFiles.ofNodes(folder), folder);
        for (int i = 0; i < proof.inputs(); i++) {
            compare(RegistriesWriter.write(nodes.registries()).getBytes(StandardCharsets.UTF_8), nodes.options());
        }
        proof.report(told());
        assertThat(passed).isBetween(proof.inputs() / 8, proof.inputs() * 3 / 4);
    }

    @Test
    void everyFileOfTheCorpusWithoutErrorsIsReadable() throws IOException {
        List<Path> files = FindingsCorpusTest.files().toList();
        for (Path file : files) {
            compare(Files.readAllBytes(file), NodeOptions.defaults(Distribution.RKE2));
        }
        new Proof("people's files without errors: containerd's own reading", files.size(), 0).report(told());
        assertThat(passed).isGreaterThan(files.size() / 3);
    }

    private void compare(byte[] file, NodeOptions options) {
        Checked checked = Findings.of(file, CheckContext.of(options, NOW));
        if (!checked.hasErrors() && checked.result() instanceof Read(Registries registries, var _)) {
            String text = new String(file, StandardCharsets.UTF_8);
            passed++;
            assertThat(ContainerdFiles.of(registries, options))
                    .as(text)
                    .isInstanceOfSatisfying(
                            Rendered.class,
                            rendered -> lookUp(text, HostEntries.of(registries, options), Rke2.certs(rendered)));
        }
    }

    private void lookUp(String about, HostEntries entries, Map<String, String> files) {
        List<String> names = new ArrayList<>(entries.entries().keySet());
        names.add("elsewhere.example");
        for (String name : names) {
            read++;
            switch (Rke2.read(files, name)) {
                case Seen.Hosts hosts ->
                    assertThat(hosts.undecodable() + hosts.rewritesUndecodable())
                            .as("%s: %s", name, about)
                            .isEmpty();
                case Seen.Failed(String error) -> {
                    // Whether a file is on the node is not known here.
                    assertThat(error).as("%s: %s", name, about).contains("no such file or directory");
                    withoutTlsFiles++;
                }
            }
        }
    }

    private String told() {
        return "%,d have no errors, and containerd reads all of their %,d lookups, %,d with TLS files that are missing"
                .formatted(passed, read, withoutTlsFiles);
    }
}
