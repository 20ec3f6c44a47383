package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.MapKey;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mirrors and configs for the nodes that it selects. */
@JsonClassDescription("Mirrors and configs for the nodes that it selects.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value = "(has(self.mirrors) && size(self.mirrors) > 0) || (has(self.configs) && size(self.configs) > 0)",
        reason = "FieldValueRequired",
        message =
                "must have mirrors or configs: with neither, the selected nodes would be restarted for nothing; to give nodes their former"
                        + " state back, delete the RegistryMirror")
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegistryMirrorSpec(
        @JsonPropertyDescription("The nodes that get this configuration, by their labels. Left out: every node.")
        @Nullable
        NodeSelector nodeSelector,

        @JsonPropertyDescription(
                "Where several RegistryMirrors configure the same registry or host on a node, the one with the higher"
                        + " priority wins as a whole. Equal priority and different content is a conflict: the nodes concerned keep what they have.")
        @Default("0")
        @Min(-1000000)
        @Max(1000000)
        int priority,

        @JsonPropertyDescription("Where pulls from a registry go instead.") @MapKey("registry") @Size(max = 128)
        List<MirrorEntry> mirrors,

        @JsonPropertyDescription(
                "Credentials and TLS for the hosts that endpoints name, by host as it stands in the endpoint.")
        @MapKey("host")
        @Size(max = 128)
        List<ConfigEntry> configs) {

    public RegistryMirrorSpec {
        mirrors = Absent.asEmpty(mirrors);
        configs = Absent.asEmpty(configs);
    }
}
