package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.MapKey;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fleet at a glance. */
@JsonClassDescription("The fleet at a glance. Written by the operator.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegistryFleetStatus(
        @JsonPropertyDescription("Generation of the spec that this status tells about.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Ready, and while they are true Reconciling and Stalled.")
        @MapKey("type")
        @Size(max = 16)
        List<Condition> conditions,

        @JsonPropertyDescription("Counts of all nodes.") @Nullable
        Nodes nodes,

        @JsonPropertyDescription("Why nodes that must change are not changed now, most frequent reason first.")
        @MapKey("reason")
        @Size(max = 32)
        List<Waiting> waiting) {

    public RegistryFleetStatus {
        conditions = Absent.asEmpty(conditions);
        waiting = Absent.asEmpty(waiting);
    }

    /** All nodes, each counted once; {@code total} is the sum of the others. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Nodes(
            @JsonPropertyDescription("Nodes of the cluster.")
            int total,

            @JsonPropertyDescription("Nodes that have what they should have.")
            int updated,

            @JsonPropertyDescription(
                    "Nodes that wait for their turn, or keep what they have because nobody can tell what they should have.")
            int pending,

            @JsonPropertyDescription("Nodes that hold an order they have not finished.")
            int changing,

            @JsonPropertyDescription("Nodes that refused what they should have, or went back to what they had.")
            int failed,

            @JsonPropertyDescription("Nodes whose files somebody else has changed since they were written.")
            int drifted,

            @JsonPropertyDescription("Nodes out of reach: the Node or its agent has not been Ready for a minute.")
            int unreachable,

            @JsonPropertyDescription(
                    "Nodes that cannot be configured: not Linux, not RKE2 or K3s, or laid out in a way that is not understood.")
            int unsupported) {}

    /** Nodes that wait for the same reason. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Waiting(
            @JsonPropertyDescription("Why they wait, in one CamelCase word.") @Required @Size(min = 1, max = 128)
            String reason,

            @JsonPropertyDescription("How many wait for it.")
            int count,

            @JsonPropertyDescription("Some of them, at most 5.") @Size(max = MAX_EXAMPLES)
            List<@Size(max = 253) String> examples,

            @JsonPropertyDescription(
                    "Which nodes they wait for, at most 5, and what is the matter with these. Absent where they wait for none.")
            @Size(max = MAX_MESSAGE)
            String message) {

        /** Longest message. */
        public static final int MAX_MESSAGE = 4096;

        /** How many examples a reason may have. */
        public static final int MAX_EXAMPLES = 5;

        public Waiting {
            examples = Absent.asEmpty(examples);
            message = Absent.or(message, "");
        }
    }
}
