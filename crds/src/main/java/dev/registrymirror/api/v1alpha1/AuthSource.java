package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Where a host's credentials are. There is no field for a password: everybody who may read a RegistryMirror would read it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AuthSource(
        @JsonPropertyDescription("A Secret in the operator's namespace: of type kubernetes.io/basic-auth, of type"
                + " kubernetes.io/dockerconfigjson with an entry for this host (https://index.docker.io/v1/ means docker.io), or with the keys"
                + " username and password, auth (base64 of user:password), or identityToken.")
        @Required
        SecretReference secretRef) {}
