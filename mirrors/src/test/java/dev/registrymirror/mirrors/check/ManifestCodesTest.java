package dev.registrymirror.mirrors.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.mirrors.manifest.ManifestCode;
import dev.registrymirror.registries.findings.FindingCode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One name means one thing, and docs/findings.md explains each. */
class ManifestCodesTest {
    @Test
    void every_code_is_explained_in_its_order_with_its_severities() throws IOException {
        List<List<String>> rows = rows();

        assertThat(rows.stream().map(row -> row.get(0) + " " + row.get(1)))
                .containsExactlyElementsOf(Arrays.stream(ManifestCode.values())
                        .map(code -> "`%s` %s".formatted(code, severities(code)))
                        .toList());
        assertThat(rows)
                .allSatisfy(row -> assertThat(row)
                        .hasSize(4)
                        .allSatisfy(cell -> assertThat(cell).isNotBlank()));
    }

    @Test
    void no_code_is_that_of_a_registries_yaml() {
        assertThat(names(ManifestCode.values())).doesNotContainAnyElementsOf(names(FindingCode.values()));
    }

    @Test
    void every_reason_for_which_a_RegistryMirror_cannot_be_used_is_a_code() throws IllegalAccessException {
        Set<String> codes = new HashSet<>(names(ManifestCode.values()));
        codes.addAll(names(FindingCode.values()));

        assertThat(codes)
                .contains(
                        Reasons.CONFLICT,
                        Reasons.TOO_LARGE,
                        Reasons.NOT_FOUND,
                        Reasons.KEY_MISSING,
                        Reasons.WRONG_TYPE,
                        Reasons.HOST_MISSING,
                        Reasons.INVALID_CREDENTIALS,
                        Reasons.INVALID_CERTIFICATE,
                        Reasons.INVALID_KEY);
        for (ManifestCode code : ManifestCode.values()) {
            if (code.compareTo(ManifestCode.Conflict) >= 0 && code != ManifestCode.Encrypted) {
                assertThat(reasons()).contains(code.name());
            }
        }
    }

    private static Set<String> reasons() throws IllegalAccessException {
        Set<String> reasons = new HashSet<>();
        for (Field field : Reasons.class.getFields()) reasons.add((String) field.get(null));
        return reasons;
    }

    private static List<String> names(Enum<?>[] codes) {
        return Stream.of(codes).map(Enum::name).toList();
    }

    private static String severities(ManifestCode code) {
        return code.severities().stream()
                .map(severity -> severity.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static List<List<String>> rows() throws IOException {
        String document = Files.readString(Path.of("../docs/findings.md"));
        String section = document.split("(?m)^## Manifests$", 2)[1].split("(?m)^## ", 2)[0];
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("(?<!\\\\)\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
