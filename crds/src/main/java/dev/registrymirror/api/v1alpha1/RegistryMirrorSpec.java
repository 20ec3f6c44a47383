package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mirrors and configs for the nodes that it selects. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RegistryMirrorSpec(
        @JsonPropertyDescription("The nodes that get this configuration, by their labels. Left out: every node.")
        @Nullable
        NodeSelector nodeSelector,

        @JsonPropertyDescription(
                "Where several RegistryMirrors configure the same registry or host on a node, the one with the higher"
                        + " priority wins as a whole. Equal priority and different content is a conflict: the nodes concerned keep what they have.")
        @Default("0")
        int priority,

        @JsonPropertyDescription("Where pulls from a registry go instead.")
        List<MirrorEntry> mirrors,

        @JsonPropertyDescription(
                "Credentials and TLS for the hosts that endpoints name, by host as it stands in the endpoint.")
        List<ConfigEntry> configs) {

    public RegistryMirrorSpec {
        mirrors = Absent.asEmpty(mirrors);
        configs = Absent.asEmpty(configs);
    }
}
