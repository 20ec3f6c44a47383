package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** Where pulls from one registry go. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MirrorEntry(
        @JsonPropertyDescription(
                "The registry as image names spell it: a host, host:port, docker.io, or \"*\" for every registry that has no"
                        + " mirror of its own.")
        @Required
        String registry,

        @JsonPropertyDescription(
                "Tried in this order; the registry itself comes last. Without a scheme: https. Without a path: /v2.")
        List<String> endpoints,

        @JsonPropertyDescription(
                "Rewrites of the repository's path at these endpoints, not at the registry itself. When two patterns match"
                        + " one name, which of them applies is random: keep them disjoint.")
        List<RewriteRule> rewrites) {

    public MirrorEntry {
        endpoints = Absent.asEmpty(endpoints);
        rewrites = Absent.asEmpty(rewrites);
    }
}
