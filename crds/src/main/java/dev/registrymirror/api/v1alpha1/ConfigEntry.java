package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.RegistryName;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** How nodes log in to one host, and how they check and prove identity. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConfigEntry(
        @JsonPropertyDescription(
                "The endpoint's host[:port] to the letter: registry.example.com is neither registry.example.com:5000 nor"
                        + " registry.example.com:443. For Docker Hub itself: docker.io and registry-1.docker.io.")
        @Required
        @RegistryName
        String host,

        @JsonPropertyDescription("Credentials for this host.") @Nullable
        AuthSource auth,

        @JsonPropertyDescription(
                "TLS settings for this host. Any of them on an http:// endpoint makes containerd try https first.")
        @Nullable
        TlsSource tls) {}
