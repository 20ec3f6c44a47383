package dev.registrymirror.registries.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.containerd.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files as people write them, and what is said about each. Beside NAME.yaml, NAME.txt has the findings, one in a line and the most
 * important first: severity, code and line ({@code -} where there is none). A line that begins with {@code node} tells what is known
 * about the node, and one that begins with {@code says} some words of a finding.
 */
class FindingsCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/findings");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_file_has_the_findings_that_are_written_beside_it(Path file) throws IOException {
        assertThat(findings(file).stream().map(FindingsCorpusTest::line)).containsExactlyElementsOf(expected(file));
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_findings_say_what_is_written_beside_the_file(Path file) throws IOException {
        String said = findings(file).toString();
        assertThat(beside(file).filter(line -> line.startsWith("says ")).map(line -> line.substring("says ".length())))
                .allSatisfy(words -> assertThat(said).contains(words));
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_finding_is_two_short_sentences_of_printable_text_without_a_credential(Path file) throws IOException {
        assertThat(findings(file)).allSatisfy(finding -> {
            assertThat(finding.toString()).doesNotContain("hunter2", "glpat", "dckr_pat", "GHCR_TOKEN", "s3cret");
            assertThat(finding.toString().codePoints())
                    .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
            assertThat(finding.message()).isNotBlank().doesNotEndWith(".").hasSizeLessThan(400);
            assertThat(finding.remedy()).isNotBlank().doesNotEndWith(".").hasSizeLessThan(300);
        });
    }

    @Test
    void a_correct_file_has_neither_error_nor_warning() throws IOException {
        List<Path> correct = files().filter(file -> file.startsWith(CORPUS.resolve("correct")))
                .toList();
        assertThat(correct)
                .hasSizeGreaterThanOrEqualTo(30)
                .allSatisfy(file -> assertThat(findings(file))
                        .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.NOTE)));
    }

    @Test
    void a_mistaken_file_has_more_than_notes_or_a_note_that_tells_its_mistake() throws IOException {
        List<Path> mistaken = files().filter(file -> file.startsWith(CORPUS.resolve("mistaken")))
                .toList();
        assertThat(mistaken)
                .hasSizeGreaterThanOrEqualTo(100)
                .allSatisfy(file -> assertThat(findings(file)).isNotEmpty());
    }

    private static List<Finding> findings(Path file) throws IOException {
        byte[] text = Files.readAllBytes(file);
        return Findings.of(text, context(file)).findings();
    }

    private static String line(Finding finding) {
        return "%s %s %s"
                .formatted(
                        finding.severity(),
                        finding.code(),
                        finding.place() == null ? "-" : finding.place().line());
    }

    private static List<String> expected(Path file) throws IOException {
        return beside(file)
                .filter(line -> !line.startsWith("node ") && !line.startsWith("says "))
                .toList();
    }

    private static Stream<String> beside(Path file) throws IOException {
        Path txt = Path.of(file.toString().replaceFirst("[.]yaml$", ".txt"));
        return Files.exists(txt) ? Files.readAllLines(txt).stream() : Stream.empty();
    }

    private static CheckContext context(Path file) throws IOException {
        List<String> node = beside(file)
                .filter(line -> line.startsWith("node "))
                .flatMap(line -> Stream.of(line.substring("node ".length()).split(" ")))
                .toList();
        NodeOptions options = new NodeOptions(
                Distribution.RKE2,
                "/var/lib/rancher/rke2",
                node.contains("no-default-endpoint"),
                value(node, "embedded").orElse(null),
                value(node, "version").flatMap(Release::parse).orElse(null));
        return CheckContext.of(options, NOW).withReadableByOthers(node.contains("readable"));
    }

    private static Optional<String> value(List<String> node, String name) {
        return node.stream()
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .findFirst();
    }
}
