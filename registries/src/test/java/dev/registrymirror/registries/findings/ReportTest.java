package dev.registrymirror.registries.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.file.Notes;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Report report = new Report(Notes.NONE, true);

    @Test
    void what_nobody_can_see_stands_in_no_sentence() {
        report.add(FindingCode.EmptyFile, "", "a\u202eb\n is c", "write \u2028d");

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).isEqualTo("a\\u202Eb\\u000A is c");
            assertThat(finding.remedy()).isEqualTo("write \\u2028d");
        });
    }

    @Test
    void the_password_of_an_address_stands_in_no_sentence() {
        report.add(FindingCode.EmptyFile, "", "https://me:hunter2@m.example is dead", "write https://m.example");

        assertThat(report.findings().toString())
                .contains("https://***@m.example")
                .doesNotContain("hunter2");
    }

    @Test
    void one_cause_is_told_once() {
        report.add(FindingCode.EmptyFile, "", "there is nothing", "write something");
        report.add(FindingCode.EmptyFile, "", "there is nothing", "write something");

        assertThat(report.findings()).hasSize(1);
    }
}
