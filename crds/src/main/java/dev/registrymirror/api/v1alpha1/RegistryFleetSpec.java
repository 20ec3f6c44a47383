package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.Cel;
import dev.registrymirror.api.v1alpha1.constraint.DurationText;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * The agent, and pools of nodes with their rollout and node rules. Defaults are here and not in the schema: fields that the API server
 * fills in belong to who made the object, which is the operator, and others could not apply them server-side without force.
 */
@JsonClassDescription("The agent, and pools of nodes with their rollout and node rules.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegistryFleetSpec(
        @JsonPropertyDescription(
                "Active: nodes follow the RegistryMirrors. Restored: every node gets back the file that it had before,"
                        + " paced like any rollout; do this before uninstalling. Active where it is left out.")
        State state,

        @JsonPropertyDescription(
                "How long a node must be without any RegistryMirror before it gets its former file back, so that a"
                        + " RegistryMirror that is renamed or re-created is no removal. Where another RegistryMirror still selects the node,"
                        + " nothing is waited for: make the new one first, and delete the old one then. Hours, minutes and seconds: 10m, 1h30m. 10m where it"
                        + " is left out.")
        @ValidationRule(
                value = Cel.UP_TO_30_DAYS,
                message =
                        "must be at most 720h (30 days); to keep nodes as they are for longer, keep the RegistryMirror")
        @DurationText
        String removalDelay,

        @JsonPropertyDescription("The agent's pods.") AgentSettings agent,

        @JsonPropertyDescription(
                "Pools of nodes. The first that matches a node counts; the last has no nodeSelector and takes the rest. Their"
                        + " order matters, so whoever writes the list writes all of it. One pool, named default, where it is left out.")
        @Size(min = 1, max = 32)
        @ValidationRule(
                value = "self.size() == 0 || !has(self[self.size() - 1].nodeSelector)",
                message =
                        "must end with a pool without nodeSelector: a node that no pool takes could never be changed; put a pool without"
                                + " nodeSelector last")
        @ValidationRule(
                value = "self.filter(pool, !has(pool.nodeSelector)).size() <= 1",
                message =
                        "must have one pool without nodeSelector only: the first such pool takes every node, so that the pools after it would"
                                + " never apply; give the others a nodeSelector")
        @ValidationRule(
                value = "self.all(pool, self.exists_one(other, other.name == pool.name))",
                message =
                        "must name each pool differently: status and events tell pools apart by name; rename one, or make them one pool")
        List<Pool> pools) {

    /** Default of {@link #removalDelay}. */
    public static final String DEFAULT_REMOVAL_DELAY = "10m";

    /** What counts where a fleet says nothing. */
    public static final RegistryFleetSpec DEFAULT =
            new RegistryFleetSpec(State.Active, DEFAULT_REMOVAL_DELAY, AgentSettings.DEFAULT, List.of(Pool.DEFAULT));

    public RegistryFleetSpec {
        state = Absent.or(state, State.Active);
        removalDelay = Absent.or(removalDelay, DEFAULT_REMOVAL_DELAY);
        agent = Absent.or(agent, AgentSettings.DEFAULT);
        pools = Absent.asEmpty(pools);
        if (pools.isEmpty()) {
            pools = List.of(Pool.DEFAULT);
        }
    }

    /** What the fleet as a whole should be. */
    public enum State {
        Active,
        Restored
    }
}
