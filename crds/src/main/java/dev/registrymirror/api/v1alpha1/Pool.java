package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.Cel;
import dev.registrymirror.api.v1alpha1.constraint.DurationText;
import dev.registrymirror.api.v1alpha1.constraint.MaxUnavailable;
import dev.registrymirror.api.v1alpha1.constraint.PoolName;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that are changed by the same rules. Defaults are here and not in the schema: the API server fills them into lists, and whoever
 * compares a list with what is in git would find it changed for ever.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = Cel.SOAK_IN_TIMEOUT,
        fieldPath = ".soak",
        message =
                "must be shorter than healthTimeout: no change could ever be proven healthy, and every node would go back; shorten soak or"
                        + " lengthen healthTimeout")
@JsonIgnoreProperties(ignoreUnknown = true)
public record Pool(
        @JsonPropertyDescription("Name of the pool, for status and events.") @Required @PoolName
        String name,

        @JsonPropertyDescription(
                "Nodes of the pool, by labels. Only the last pool leaves it out: it takes all other nodes.")
        @Nullable
        NodeSelector nodeSelector,

        @JsonPropertyDescription(
                "How many nodes of the pool may be unavailable at once, as a number or a percentage (rounded down, but at"
                        + " least 1). Nodes that are unavailable for other reasons count. When so many went back from a configuration, no other"
                        + " node of the pool gets it. Servers go one at a time in the whole cluster, whatever stands here. 1 where it is left"
                        + " out.")
        @MaxUnavailable
        IntOrString maxUnavailable,

        @JsonPropertyDescription(
                "What happens to a registries.yaml that somebody else wrote and that holds something the new one does not:"
                        + " Refuse leaves the node as it is and says so, Replace takes its place. The old file is kept and comes back at removal."
                        + " Refuse where it is left out.")
        ExistingFile existingFile,

        @JsonPropertyDescription(
                "How long RKE2 or K3s may take to be healthy after a change before the node goes back. 5m where it is left"
                        + " out.")
        @ValidationRule(
                value = Cel.FROM_10S_TO_1H,
                message =
                        "must be between 10s and 1h: RKE2 does not start faster, and a broken node would stay broken for longer")
        @DurationText
        String healthTimeout,

        @JsonPropertyDescription(
                "How long a node must stay healthy before the change counts as done. 10s where it is left out.")
        @ValidationRule(
                value = Cel.UP_TO_10M,
                message = "must be at most 10m: a node holds its place in the rollout for that long")
        @DurationText
        String soak) {

    /** Default of {@link #healthTimeout}. */
    public static final String DEFAULT_HEALTH_TIMEOUT = "5m";
    /** Default of {@link #soak}. */
    public static final String DEFAULT_SOAK = "10s";
    /** The pool where none is given: every node. */
    public static final Pool DEFAULT =
            new Pool("default", null, new IntOrString(1), ExistingFile.Refuse, DEFAULT_HEALTH_TIMEOUT, DEFAULT_SOAK);

    public Pool {
        maxUnavailable = Absent.or(maxUnavailable, new IntOrString(1));
        existingFile = Absent.or(existingFile, ExistingFile.Refuse);
        healthTimeout = Absent.or(healthTimeout, DEFAULT_HEALTH_TIMEOUT);
        soak = Absent.or(soak, DEFAULT_SOAK);
    }
}
