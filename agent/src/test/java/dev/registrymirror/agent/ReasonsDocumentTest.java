package dev.registrymirror.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.drift.DriftReasons;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/reasons.md explains every word that an agent may say, once, and no other. */
class ReasonsDocumentTest {
    @Test
    void every_reason_is_explained() throws IOException {
        assertThat(explained("Reasons of a node")).containsExactlyInAnyOrderElementsOf(words(Reasons.class));
    }

    @Test
    void every_drift_is_explained() throws IOException {
        assertThat(explained("Reasons of drift")).containsExactlyInAnyOrderElementsOf(words(DriftReasons.class));
    }

    @Test
    void every_phase_is_explained() throws IOException {
        assertThat(explained("Phases"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Phase.values()).map(Phase::word).toList());
    }

    /** The words that begin the rows of the tables under a heading of the document. */
    private static List<String> explained(String heading) throws IOException {
        String document = Files.readString(Path.of("../docs/reasons.md"));
        String section = document.split("(?m)^#+ " + heading + "$", 2)[1].split("(?m)^#", 2)[0];
        return section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", 3)[1])
                .flatMap(words -> Pattern.compile("`(\\w+)`").matcher(words).results())
                .map(match -> match.group(1))
                .toList();
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getFields())
                .map(field -> {
                    try {
                        return (String) Objects.requireNonNull(field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }
}
