package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Written by the operator alone. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeRegistriesSpec(
        @JsonPropertyDescription(
                "UID of the Node that this object is for. A node that joins again under the same name has another one.")
        @Required
        String nodeUID,

        @JsonPropertyDescription(
                "What the node should do next. Absent until the agent has reported and the node's turn has come.")
        @Nullable
        Order order) {}
