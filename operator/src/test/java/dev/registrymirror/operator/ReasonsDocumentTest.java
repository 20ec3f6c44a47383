package dev.registrymirror.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.AgentReasons;
import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.operator.plan.WaitReasons;
import dev.registrymirror.operator.report.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/reasons.md explains every word that the operator may say, once, and no other. Agents' reasons are the agent's to test. */
class ReasonsDocumentTest {
    @Test
    void every_condition_is_explained() throws IOException {
        assertThat(explained("Conditions")).containsExactlyInAnyOrderElementsOf(words(ConditionTypes.class));
    }

    @Test
    void every_reason_of_a_condition_is_explained() throws IOException {
        assertThat(explained("Reasons of conditions")).containsExactlyInAnyOrderElementsOf(words(Reasons.class));
    }

    @Test
    void every_reason_of_an_event_that_is_no_conditions_is_explained() throws IOException {
        assertThat(explained("Events")).containsExactly(Transition.REVISION_CHANGED);
    }

    @Test
    void every_reason_to_wait_is_explained() throws IOException {
        assertThat(explained("Why a node waits")).containsExactlyInAnyOrderElementsOf(words(WaitReasons.class));
    }

    @Test
    void every_phase_is_explained() throws IOException {
        assertThat(explained("Phases"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Phase.values()).map(Phase::name).toList());
    }

    @Test
    void the_reasons_of_agents_that_the_operator_acts_upon_are_among_those_that_agents_give() throws IOException {
        assertThat(explained("Reasons of a node")).containsAll(words(AgentReasons.class));
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
                .filter(field -> field.getType() == String.class)
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
