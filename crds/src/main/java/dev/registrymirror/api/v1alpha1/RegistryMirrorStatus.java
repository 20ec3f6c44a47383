package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.MapKey;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a RegistryMirror has come. */
@JsonClassDescription("How far it has come. Written by the operator.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegistryMirrorStatus(
        @JsonPropertyDescription("Generation of the spec that this status tells about.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription(
                "Accepted, ReferencesResolved, Ready, Reconciling and Stalled; the last two only while they are true.")
        @MapKey("type")
        @Size(max = 16)
        List<Condition> conditions,

        @JsonPropertyDescription(
                "Keyed hash of what this RegistryMirror contributes now, referenced Secrets and ConfigMaps included. Says"
                        + " whether a rotated Secret was noticed; says nothing about its content.")
        @Size(max = 64)
        @Nullable
        String revision,

        @JsonPropertyDescription("Counts of the selected nodes.") @Nullable
        Nodes nodes,

        @JsonPropertyDescription("Updated nodes of those that can be changed, for example 480/500.")
        @Size(max = 32)
        @Nullable
        String updated) {

    public RegistryMirrorStatus {
        conditions = Absent.asEmpty(conditions);
    }

    /** The selected nodes, each counted once; {@code selected} is the sum of the others. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Nodes(
            @JsonPropertyDescription("Nodes that the selector selects.")
            int selected,

            @JsonPropertyDescription("Nodes whose RKE2 or K3s runs with this configuration and is healthy.")
            int updated,

            @JsonPropertyDescription("Nodes that will get it: waiting for their turn, or changing now.")
            int pending,

            @JsonPropertyDescription("Nodes that refused it or went back to what they had.")
            int failed,

            @JsonPropertyDescription("Nodes that have it, but whose files somebody else has changed since.")
            int drifted,

            @JsonPropertyDescription("Nodes out of reach: the Node or its agent has not been Ready for a minute.")
            int unreachable,

            @JsonPropertyDescription(
                    "Nodes that cannot be configured: not Linux, not RKE2 or K3s, or laid out in a way that is not understood.")
            int unsupported) {}
}
