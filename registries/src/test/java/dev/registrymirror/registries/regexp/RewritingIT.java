package dev.registrymirror.registries.regexp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.registrymirror.testbed.Oracle;
import dev.registrymirror.testbed.Oracle.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Patterns and replacements against Go's own regexp. {@code -Drewriting.count=100000 -Drewriting.seed=2} tries others. */
class RewritingIT {
    private static final int COUNT = Integer.getInteger("rewriting.count", 20_000);
    private static final long SEED = Long.getLong("rewriting.seed", 1);

    private int usable;
    private int refused;
    private int unknown;

    @Test
    void replacesAsGoDoes() {
        RandomPatterns random = new RandomPatterns(SEED);
        for (int i = 0; i < COUNT; i++) {
            String pattern = random.pattern();
            List<String> names = List.of(random.name(), random.name(), random.repository(), random.repository());
            compare(pattern, random.replacement(), names);
        }
        System.out.printf(
                "rewriting: %,d patterns of seed %d against Go's regexp: %,d compile and replace the same, %,d are refused by both,"
                        + " %,d are told to be unknown%n",
                COUNT, SEED, usable, refused, unknown);
        assertThat(usable).as("patterns that say something").isGreaterThan(COUNT / 4);
        assertThat(unknown).as("patterns of which nothing is known").isLessThan(COUNT / 10);
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
