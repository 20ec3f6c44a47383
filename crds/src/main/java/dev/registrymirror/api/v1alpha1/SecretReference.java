package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.ObjectName;
import io.fabric8.generator.annotation.Required;

/** A Secret in the operator's namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SecretReference(
        @JsonPropertyDescription("Name of a Secret in the operator's namespace.") @Required @ObjectName
        String name) {}
