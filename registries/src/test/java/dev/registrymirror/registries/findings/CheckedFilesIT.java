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
import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.file.RegistriesWriter;
import dev.registrymirror.registries.model.Registries;
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

/**
 * No file without errors is unreadable to the real containerd. {@code -Dfuzz=N} tries N files instead of the fixed number, {@code
 * -Dfuzz.seed=S} others.
 */
class CheckedFilesIT {
    private static final int COUNT = Integer.getInteger("fuzz", 2_000);
    private static final long SEED = Long.getLong("fuzz.seed", 4);
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private static Path folder;

    private int passed;
    private int read;
    private int withoutTlsFiles;

    @Test
    void everyRandomFileWithoutErrorsIsReadable() throws IOException {
        RandomNodes nodes = new RandomNodes(SEED + 3, TlsFiles.ofNodes(folder), folder);
        for (int i = 0; i < COUNT; i++) {
            compare(RegistriesWriter.write(nodes.registries()).getBytes(StandardCharsets.UTF_8), nodes.options());
        }
        tell("random", COUNT);
        assertThat(passed).isBetween(COUNT / 8, COUNT * 3 / 4);
    }

    @Test
    void everyFileOfTheCorpusWithoutErrorsIsReadable() throws IOException {
        List<Path> files = FindingsCorpusTest.files().toList();
        for (Path file : files) {
            compare(Files.readAllBytes(file), NodeOptions.defaults(Distribution.RKE2));
        }
        tell("people's", files.size());
        assertThat(passed).isGreaterThan(files.size() / 3);
    }

    private void compare(byte[] file, NodeOptions options) {
        ReadResult result = RegistriesReader.readWithNotes(file);
        boolean hasErrors = Findings.of(result, CheckContext.of(options, NOW)).stream()
                .anyMatch(finding -> finding.severity() == Severity.ERROR);
        if (!hasErrors && result instanceof Read(Registries registries, var _)) {
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

    private void tell(String kind, int count) {
        System.out.printf(
                "checked: %,d %s files of seed %d, %,d of them without errors: containerd reads all of their %,d lookups, %d with TLS"
                        + " files that are missing%n",
                count, kind, SEED + 3, passed, read, withoutTlsFiles);
    }
}
