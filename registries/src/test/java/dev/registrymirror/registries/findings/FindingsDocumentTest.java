package dev.registrymirror.registries.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.findings.FindingCode.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/findings.md explains every code, once, where it belongs and with its severities, and no other. */
class FindingsDocumentTest {
    private static final Map<Reach, String> HEADINGS = Map.of(
            Reach.NODE, "The node", Reach.FILE, "The file", Reach.REGISTRY, "The registry", Reach.ENTRY, "Entries");

    @Test
    void every_code_is_explained_under_what_it_concerns_in_its_order_with_its_severities() throws IOException {
        for (Map.Entry<Reach, String> heading : HEADINGS.entrySet()) {
            List<String> codes = Arrays.stream(FindingCode.values())
                    .filter(code -> code.reach() == heading.getKey())
                    .map(code -> "`%s` %s"
                            .formatted(
                                    code,
                                    code.severities().stream()
                                            .map(severity -> severity.name().toLowerCase(Locale.ROOT))
                                            .collect(Collectors.joining(", "))))
                    .toList();
            assertThat(rows(heading.getValue()).map(row -> row.get(0) + " " + row.get(1)))
                    .containsExactlyElementsOf(codes);
        }
    }

    @Test
    void every_row_says_what_happens_and_what_to_do() throws IOException {
        for (String heading : HEADINGS.values()) {
            assertThat(rows(heading))
                    .allSatisfy(row -> assertThat(row)
                            .hasSize(4)
                            .allSatisfy(cell -> assertThat(cell).isNotBlank()));
        }
    }

    @Test
    void every_refusal_is_a_finding_of_the_same_name() {
        assertThat(Arrays.stream(RefusalCode.values()).map(RefusalCode::name))
                .isSubsetOf(Arrays.stream(FindingCode.values())
                        .map(FindingCode::name)
                        .toList());
    }

    @Test
    void every_code_has_a_title() {
        assertThat(FindingCode.values())
                .allSatisfy(code -> assertThat(code.title()).isNotBlank());
    }

    private static Stream<List<String>> rows(String heading) throws IOException {
        String document = Files.readString(Path.of("../docs/findings.md"));
        String section = document.split("(?m)^## " + heading + "$", 2)[1].split("(?m)^## ", 2)[0];
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("(?<!\\\\)\\|"))
                        .map(String::strip)
                        .toList());
    }
}
