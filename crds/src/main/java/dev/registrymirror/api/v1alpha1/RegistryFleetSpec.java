package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.List;

/** The agent, and pools of nodes with their rollout and node rules. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RegistryFleetSpec(
        @JsonPropertyDescription(
                "Active: nodes follow the RegistryMirrors. Restored: every node gets back the file that it had before,"
                        + " paced like any rollout; do this before uninstalling.")
        @Default("Active")
        State state,

        @JsonPropertyDescription(
                "How long a node must be without any RegistryMirror before it gets its former file back, so that a"
                        + " RegistryMirror that is renamed or re-created is no removal. Hours, minutes and seconds: 10m, 1h30m.")
        @Default("10m")
        String removalDelay,

        @JsonPropertyDescription("The agent's pods.") AgentSettings agent,

        @JsonPropertyDescription(
                "Pools of nodes. The first that matches a node counts; the last has no nodeSelector and takes the rest.")
        List<Pool> pools) {

    /** Default of {@link #removalDelay}. */
    public static final String DEFAULT_REMOVAL_DELAY = "10m";

    /** What the operator installs where no fleet is. */
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
