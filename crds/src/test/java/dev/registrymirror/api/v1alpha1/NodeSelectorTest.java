package dev.registrymirror.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.NodeSelector.Operator;
import dev.registrymirror.api.v1alpha1.NodeSelector.Requirement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As label selectors are everywhere in Kubernetes. */
class NodeSelectorTest {
    private static final Map<String, String> LABELS = Map.of("pool", "gpu", "zone", "");

    @Test
    void anEmptySelectorSelectsEveryNode() {
        assertThat(new NodeSelector(Map.of(), List.of()).matches(LABELS)).isTrue();
        assertThat(new NodeSelector(Map.of(), List.of()).matches(Map.of())).isTrue();
    }

    @Test
    void allLabelsMustBeThereWithTheirValues() {
        assertThat(labels(Map.of("pool", "gpu", "zone", "")).matches(LABELS)).isTrue();
        assertThat(labels(Map.of("pool", "cpu")).matches(LABELS)).isFalse();
        assertThat(labels(Map.of("pool", "gpu", "other", "")).matches(LABELS)).isFalse();
    }

    @Test
    void requirementsCompareTheValueWithASet() {
        assertThat(requires("pool", Operator.In, "cpu", "gpu")).isTrue();
        assertThat(requires("pool", Operator.In, "cpu")).isFalse();
        assertThat(requires("absent", Operator.In, "")).isFalse();
        assertThat(requires("pool", Operator.NotIn, "cpu")).isTrue();
        assertThat(requires("pool", Operator.NotIn, "gpu")).isFalse();
        assertThat(requires("zone", Operator.Exists)).isTrue();
        assertThat(requires("absent", Operator.Exists)).isFalse();
        assertThat(requires("absent", Operator.DoesNotExist)).isTrue();
        assertThat(requires("zone", Operator.DoesNotExist)).isFalse();
    }

    @Test
    void aNodeWithoutTheLabelIsNotIn() {
        assertThat(requires("absent", Operator.NotIn, "x")).isTrue();
    }

    @Test
    void allRequirementsMustBeMet() {
        NodeSelector both =
                new NodeSelector(Map.of("pool", "gpu"), List.of(new Requirement("absent", Operator.Exists, List.of())));

        assertThat(both.matches(LABELS)).isFalse();
    }

    private static boolean requires(String key, Operator operator, String... values) {
        return new NodeSelector(Map.of(), List.of(new Requirement(key, operator, List.of(values)))).matches(LABELS);
    }

    private static NodeSelector labels(Map<String, String> labels) {
        return new NodeSelector(labels, List.of());
    }
}
