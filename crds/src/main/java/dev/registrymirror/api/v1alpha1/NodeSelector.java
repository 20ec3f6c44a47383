package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.LabelKey;
import dev.registrymirror.api.v1alpha1.constraint.LabelValue;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** A label selector as everywhere in Kubernetes; empty selects every node. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeSelector(
        @JsonPropertyDescription("Labels that a node must have, with these values.") @Size(max = 16)
        Map<String, @LabelValue String> matchLabels,

        @JsonPropertyDescription("Further requirements, all of which a node must meet.") @Size(max = 16)
        List<Requirement> matchExpressions) {

    public NodeSelector {
        matchLabels = Absent.asEmpty(matchLabels);
        matchExpressions = Absent.asEmpty(matchExpressions);
    }

    /** Whether a node with these labels is selected. */
    public boolean matches(Map<String, String> labels) {
        return matchLabels.entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
                && matchExpressions.stream().allMatch(requirement -> requirement.matches(labels));
    }

    /** One requirement on a label. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @ValidationRule(
            value = "!(self.operator in ['In', 'NotIn']) || (has(self.values) && size(self.values) > 0)",
            fieldPath = ".values",
            reason = "FieldValueRequired",
            message =
                    "must hold at least one value for In and NotIn: the selector could not be evaluated; name the values, or use Exists")
    @ValidationRule(
            value = "self.operator in ['In', 'NotIn'] || !has(self.values) || size(self.values) == 0",
            fieldPath = ".values",
            reason = "FieldValueForbidden",
            message =
                    "must be left out for Exists and DoesNotExist, which compare no value; leave it out, or use In or NotIn")
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Requirement(
            @JsonPropertyDescription("Key of the label.") @Required @LabelKey
            String key,

            @JsonPropertyDescription("How the label's value relates to values.") @Required
            Operator operator,

            @JsonPropertyDescription("Values for In and NotIn; none for Exists and DoesNotExist.") @Size(max = 32)
            List<@LabelValue String> values) {

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
