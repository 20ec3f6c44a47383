package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.DateTime;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Written by that node's agent alone. */
@JsonClassDescription("Written by the agent of this node alone.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeRegistriesStatus(
        @JsonPropertyDescription("Who reports.") @Nullable Agent agent,

        @JsonPropertyDescription(
                "Sequence that the agent has claimed. Set before anything on the node is changed; from then on the order"
                        + " cannot be withdrawn.")
        @Max(Order.MAX_SEQUENCE)
        @Nullable
        Long claimed,

        @JsonPropertyDescription("Sequence whose outcome phase, reason and message tell.")
        @Max(Order.MAX_SEQUENCE)
        @Nullable
        Long observed,

        @JsonPropertyDescription("The last order that was applied and verified.") @Nullable
        Applied applied,

        @JsonPropertyDescription("Where the node stands.") @Nullable
        Phase phase,

        @JsonPropertyDescription("Cause of the phase in one CamelCase word.") @Size(max = 128) @Nullable
        String reason,

        @JsonPropertyDescription("Cause of the phase, and what to do about it.") @Size(max = MAX_MESSAGE) @Nullable
        String message,

        @JsonPropertyDescription("Restarts of RKE2 or K3s that this product has asked for on this node, ever.")
        @Nullable
        Long restarts,

        @JsonPropertyDescription(
                "What somebody else has changed on the node since the last order was applied. Absent while nothing is"
                        + " different.")
        @Nullable
        Drift drift) {

    /** Longest {@link #message}; agents cut theirs. */
    static final int MAX_MESSAGE = 4096;

    /** The agent and what it found on its node. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Agent(
            @JsonPropertyDescription(
                    "The node's public key: an uncompressed P-256 point in base64. Payloads are sealed to it.")
            @Required
            @Size(min = 1, max = 128)
            @Pattern(Api.BASE64)
            String publicKey,

            @JsonPropertyDescription("UID of the Node in the agent's own token.") @Required @Size(min = 1, max = 128)
            String nodeUID,

            @JsonPropertyDescription("What runs on the node. Absent where it is neither.") @Nullable
            Distribution distribution,

            @JsonPropertyDescription("Whether the node runs the control plane. Absent where it is not known.") @Nullable
            Role role,

            @JsonPropertyDescription("The systemd unit, for example rke2-agent.service.") @Size(max = 256) @Nullable
            String unit,

            @JsonPropertyDescription("The agent's own version.") @Size(max = 64) @Nullable
            String version) {}

    /** What a node runs with. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Applied(
            @JsonPropertyDescription("Sequence of the order.") @Required @Max(Order.MAX_SEQUENCE)
            long sequence,

            @JsonPropertyDescription("Revision that RKE2 or K3s runs with, or \"former\".") @Required @Size(max = 32)
            String revision,

            @JsonPropertyDescription("systemd's invocation of the unit that has read it.") @Size(max = 64) @Nullable
            String invocationID,

            @JsonPropertyDescription("When it was verified (RFC 3339).") @Size(max = 40) @DateTime @Nullable
            String time) {}

    /** That a node's files are no longer what was applied. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Drift(
            @JsonPropertyDescription("What is different in one CamelCase word.") @Required @Size(min = 1, max = 128)
            String reason,

            @JsonPropertyDescription("What is different, by names alone, and what to do about it.")
            @Size(max = MAX_MESSAGE)
            @Nullable
            String message,

            @JsonPropertyDescription("When the agent saw it first (RFC 3339).") @Required @Size(max = 40) @DateTime
            String since) {}

    /** Kubernetes distributions, spelled as their folders are. */
    public enum Distribution {
        rke2,
        k3s
    }

    /** Roles of a node. */
    public enum Role {
        server,
        agent
    }

    /** Where a node stands with {@link #observed}. */
    public enum Phase {
        /** No order has been seen yet. */
        Idle,
        /** The order is being carried out. */
        Claimed,
        /** Applied and verified. */
        Applied,
        /** Refused before anything was changed. */
        Refused,
        /** The change did not do the node good; it has its previous file again and is healthy. */
        RolledBack,
        /** The change did not do the node good, and going back did not help either. */
        Failed,
        /** This node cannot be configured. */
        Unsupported
    }
}
