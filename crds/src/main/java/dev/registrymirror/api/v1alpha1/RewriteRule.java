package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.RewritePattern;
import dev.registrymirror.api.v1alpha1.constraint.RewriteText;
import io.fabric8.generator.annotation.Required;

/** One rewrite of a repository's path. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RewriteRule(
        @JsonPropertyDescription(
                "Go RE2 pattern on the repository without registry, tag and digest (docker.io/busybox is library/busybox)."
                        + " Unanchored, and every match is replaced: write ^ and $. Without backslashes: write [.] for a dot.")
        @Required
        @RewritePattern
        String pattern,

        @JsonPropertyDescription(
                "What the match becomes. $1 or ${1} is the first group; $1x is the (empty) group named 1x: write ${1}x.")
        @Required
        @RewriteText
        String replacement) {}
