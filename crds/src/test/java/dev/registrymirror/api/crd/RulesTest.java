package dev.registrymirror.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesTest {
    /** Of the functions that CRDs may call on Kubernetes 1.30, those that are used here. */
    private static final Set<String> KUBERNETES_1_30 = Set.of(
            "all",
            "contains",
            "duration",
            "endsWith",
            "exists_one",
            "filter",
            "has",
            "isLessThan",
            "isQuantity",
            "matches",
            "quantity",
            "size",
            "startsWith",
            "type");

    private static final Pattern LITERAL = Pattern.compile("r?'[^']*'|\"[^\"]*\"");
    private static final Pattern CALL = Pattern.compile("([A-Za-z_]+)\\(");

    @Test
    void everyRuleHasAFixtureThatItRefuses() {
        List<Fixture> fixtures = Fixture.refused();

        assertThat(Schemas.rules())
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(fixtures)
                        .as("a file below src/test/resources/refused for %s: %s", rule.path(), rule.message())
                        .anyMatch(fixture -> rule.kind().equals(fixture.kind())
                                && rule.path().equals(fixture.schemaPath())
                                && rule.message().startsWith(fixture.message())));
    }

    @Test
    void everyFixtureIsRefusedByARule() {
        List<Schemas.Rule> rules = Schemas.rules();

        assertThat(Fixture.refused())
                .isNotEmpty()
                .allSatisfy(fixture -> assertThat(rules)
                        .as(fixture.file())
                        .anyMatch(rule -> rule.kind().equals(fixture.kind())
                                && rule.path().equals(fixture.schemaPath())
                                && rule.message().startsWith(fixture.message())));
    }

    @Test
    void everyMessageSaysWhatIsWrongAndWhatToDo() {
        assertThat(Schemas.rules())
                .extracting(Schemas.Rule::message)
                .allSatisfy(message -> assertThat(message)
                        .as("must ...: why; what to write, or ... (why): what")
                        .startsWith("must ")
                        .containsPattern("[:;] "));
    }

    @Test
    void rulesCallOnlyFunctionsOfKubernetes130() {
        Set<String> calls = Schemas.rules().stream()
                .map(rule -> LITERAL.matcher(rule.expression()).replaceAll("''"))
                .flatMap(expression -> CALL.matcher(expression).results().map(MatchResult::group))
                .map(call -> call.substring(0, call.length() - 1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(KUBERNETES_1_30).containsAll(calls);
    }

    @Test
    void everythingThatUsersWriteIsBounded() {
        assertThat(Schemas.nodes().filter(node -> !node.path().startsWith("status.")))
                .allSatisfy(node -> assertThat(Schemas.isBounded(node.schema()))
                        .as("%s %s has maxLength, maxItems or maxProperties", node.kind(), node.path())
                        .isTrue());
    }

    /** Who compares a list in git with the API server's would find it changed for ever. */
    @Test
    void noItemOfAListHasADefault() {
        assertThat(Schemas.nodes().filter(node -> node.path().contains("[]")))
                .allSatisfy(node -> assertThat(node.schema().getDefault())
                        .as("%s %s", node.kind(), node.path())
                        .isNull());
    }

    @Test
    void everyFieldIsDescribed() {
        assertThat(Schemas.nodes()
                        .filter(node ->
                                !node.path().endsWith("[]") && !node.path().contains("conditions[]")))
                .allSatisfy(node -> assertThat(node.schema().getDescription())
                        .as("%s %s", node.kind(), node.path())
                        .isNotBlank());
    }

    @Test
    void everyListSaysHowItIsMerged() {
        Stream<Schemas.Node> lists =
                Schemas.nodes().filter(node -> "array".equals(node.schema().getType()));

        assertThat(lists)
                .allSatisfy(node -> assertThat(node.schema().getXKubernetesListType())
                        .as("%s %s", node.kind(), node.path())
                        .isIn("atomic", "map"));
    }
}
