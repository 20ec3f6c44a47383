package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Written by the operator alone. */
@JsonClassDescription("Written by the operator alone.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeRegistriesSpec(
        @JsonPropertyDescription(
                "UID of the Node that this object is for. A node that joins again under the same name has another one.")
        @Required
        @Size(min = 1, max = 128)
        String nodeUID,

        @JsonPropertyDescription(
                "What the node should do next. Absent until the agent has reported and the node's turn has come.")
        @ValidationRule(
                value = "self.sequence > oldSelf.sequence || self == oldSelf",
                message =
                        "must not change without a higher sequence: an agent acts on a sequence once, so another order under it would never be"
                                + " seen; take the next sequence")
        @Nullable
        Order order) {}
