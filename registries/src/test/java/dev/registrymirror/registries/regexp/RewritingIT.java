package dev.registrymirror.registries.regexp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.registrymirror.testbed.Oracle;
import dev.registrymirror.testbed.Oracle.Answer;
import dev.registrymirror.testbed.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Patterns and replacements against Go's own regexp; {@link Proof} says how many, and others. */
class RewritingIT {
    private int usable;
    private int refused;
    private int unknown;

    @Test
    void replacesAsGoDoes() {
        Proof proof = Proof.of("patterns, replacements and names: Go's regexp", 100_000);
        RandomPatterns random = new RandomPatterns(proof.seed());
        for (int i = 0; i < proof.inputs(); i++) {
            String pattern = random.pattern();
            List<String> names = List.of(random.name(), random.name(), random.repository(), random.repository());
            compare(pattern, random.replacement(), names);
        }
        proof.report("%,d replace the same, %,d refused by both, %,d told to be unknown"
                .formatted(usable, refused, unknown));
        assertThat(usable).as("patterns that say something").isGreaterThan(proof.inputs() / 4);
        assertThat(unknown).as("patterns of which nothing is known").isLessThan(proof.inputs() / 10);
    }

    private void compare(String pattern, String replacement, List<String> names) {
        Answer answer =
                Oracle.shared().ask("replace", Map.of("pattern", pattern, "replacement", replacement, "names", names));
        switch (GoPattern.of(pattern)) {
            case GoPattern.Usable own -> {
                List<String> replaced = new ArrayList<>();
                names.forEach(name -> replaced.add(own.replaceAll(name, GoReplacement.of(replacement))));
                assertThat(texts(answer))
                        .as("pattern %s, replacement %s, names %s", pattern, replacement, names)
                        .isEqualTo(replaced);
                usable++;
            }
            case GoPattern.Refused(String reason) -> {
                assertThat(answer)
                        .as("pattern %s, refused: %s", pattern, reason)
                        .isInstanceOf(Answer.Refused.class);
                refused++;
            }
            case GoPattern.Unknown _ -> unknown++;
        }
    }

    private static List<String> texts(Answer answer) {
        List<String> texts = new ArrayList<>();
        switch (answer) {
            case Answer.Taken(JsonNode value) -> value.forEach(text -> texts.add(text.asText()));
            case Answer.Refused(String error) -> texts.add("refused: " + error);
        }
        return texts;
    }
}
