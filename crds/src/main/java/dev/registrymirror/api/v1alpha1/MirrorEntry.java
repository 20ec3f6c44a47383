package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.EndpointUrl;
import dev.registrymirror.api.v1alpha1.constraint.RegistryName;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Where pulls from one registry go. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MirrorEntry(
        @JsonPropertyDescription(
                "The registry as image names spell it: a host, host:port, docker.io, or \"*\" for every registry that has no"
                        + " mirror of its own.")
        @Required
        @RegistryName
        String registry,

        @JsonPropertyDescription(
                "Tried in this order; the registry itself comes last. Without a scheme: https. Without a path: /v2.")
        @Size(max = 16)
        @ValidationRule(
                value = "self.all(endpoint, !endpoint.contains('@'))",
                reason = "FieldValueForbidden",
                message =
                        "must not hold user or password (\"@\"): whoever may read this object or the node's files would read them, and"
                                + " containerd does not use them; put them into a Secret and name it in configs[].auth.secretRef")
        List<@EndpointUrl String> endpoints,

        @JsonPropertyDescription(
                "Rewrites of the repository's path at these endpoints, not at the registry itself. When two patterns match"
                        + " one name, which of them applies is random: keep them disjoint.")
        @Size(max = 16)
        // Without the reason FieldValueDuplicate, for which the API server says nothing but that.
        @ValidationRule(
                value = "self.all(rule, self.exists_one(other, other.pattern == rule.pattern))",
                message =
                        "must not have two rewrites with one pattern: a node's file can hold only one of them; leave one out")
        List<RewriteRule> rewrites) {

    public MirrorEntry {
        endpoints = Absent.asEmpty(endpoints);
        rewrites = Absent.asEmpty(rewrites);
    }
}
