package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import java.util.Map;

/** A label selector as everywhere in Kubernetes; empty selects every node. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NodeSelector(
        @JsonPropertyDescription("Labels that a node must have, with these values.")
        Map<String, String> matchLabels,

        @JsonPropertyDescription("Further requirements, all of which a node must meet.")
        List<Requirement> matchExpressions) {

    /** Selects every node. */
    public static final NodeSelector EVERYTHING = new NodeSelector(Map.of(), List.of());

    public NodeSelector {
        matchLabels = Absent.asEmpty(matchLabels);
        matchExpressions = Absent.asEmpty(matchExpressions);
    }

    /** Selects the nodes with these labels. */
    public static NodeSelector labels(Map<String, String> labels) {
        return new NodeSelector(labels, List.of());
    }

    /** Whether a node with these labels is selected. */
    public boolean matches(Map<String, String> labels) {
        return matchLabels.entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
                && matchExpressions.stream().allMatch(requirement -> requirement.matches(labels));
    }

    /** One requirement on a label. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Requirement(
            @JsonPropertyDescription("Key of the label.") @Required
            String key,

            @JsonPropertyDescription("How the label's value relates to values.") @Required
            Operator operator,

            @JsonPropertyDescription("Values for In and NotIn; none for Exists and DoesNotExist.")
            List<String> values) {

        public Requirement {
            values = Absent.asEmpty(values);
        }

        boolean matches(Map<String, String> labels) {
            return switch (operator) {
                case In -> labels.containsKey(key) && values.contains(labels.get(key));
                // Kubernetes' selectors: a node without the label is not in.
                case NotIn -> !labels.containsKey(key) || !values.contains(labels.get(key));
                case Exists -> labels.containsKey(key);
                case DoesNotExist -> !labels.containsKey(key);
            };
        }
    }

    /** Relations of a label's value to a set. */
    public enum Operator {
        In,
        NotIn,
        Exists,
        DoesNotExist
    }
}
