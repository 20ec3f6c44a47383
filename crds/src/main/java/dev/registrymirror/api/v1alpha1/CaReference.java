package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.DataKey;
import dev.registrymirror.api.v1alpha1.constraint.ObjectName;
import io.fabric8.generator.annotation.Required;

/** A CA bundle in the operator's namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CaReference(
        @JsonPropertyDescription("Kind of the object that holds the bundle.") @Required
        Kind kind,

        @JsonPropertyDescription("Its name, in the operator's namespace.") @Required @ObjectName
        String name,

        @JsonPropertyDescription(
                "Key under which the bundle stands: one or more certificates in PEM. ca.crt where it is left out.")
        @DataKey
        String key) {

    /** Key of a bundle where none is named. */
    public static final String DEFAULT_KEY = "ca.crt";

    public CaReference {
        key = Absent.or(key, DEFAULT_KEY);
    }

    /** Kinds that may hold a CA bundle. */
    public enum Kind {
        ConfigMap,
        Secret
    }
}
