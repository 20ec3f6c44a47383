package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.Amount;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The agent's pods. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AgentSettings(
        @JsonPropertyDescription("Resources of the agent's container. Left out: the operator's defaults.") @Nullable
        Resources resources,

        @JsonPropertyDescription("How much the agent logs.") @Default("Info")
        LogLevel logLevel) {

    /** Settings where none are given. */
    public static final AgentSettings DEFAULT = new AgentSettings(null, LogLevel.Info);

    public AgentSettings {
        logLevel = Absent.or(logLevel, LogLevel.Info);
    }

    /** Requests and limits of a container. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Resources(
            @JsonPropertyDescription("What the scheduler reserves, for example {cpu: 10m, memory: 48Mi}.")
            @Size(max = 8)
            Map<String, @Amount Quantity> requests,

            @JsonPropertyDescription("What the container may use at most.") @Size(max = 8)
            Map<String, @Amount Quantity> limits) {

        public Resources {
            requests = Absent.asEmpty(requests);
            limits = Absent.asEmpty(limits);
        }
    }

    /** Log levels. */
    public enum LogLevel {
        Error,
        Warn,
        Info,
        Debug
    }
}
