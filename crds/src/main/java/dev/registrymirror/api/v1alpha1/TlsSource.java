package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** TLS towards one host. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TlsSource(
        @JsonPropertyDescription(
                "A CA bundle in the operator's namespace, added to the node's own trust. Not together with caFile.")
        @Nullable
        CaReference caRef,

        @JsonPropertyDescription(
                "Absolute path of a CA bundle that is on the nodes already. A node where it is missing fails every pull of"
                        + " the registry. Not together with caRef.")
        @Nullable
        String caFile,

        @JsonPropertyDescription(
                "Client certificate and key: a Secret of type kubernetes.io/tls in the operator's namespace. Not together"
                        + " with certFile and keyFile.")
        @Nullable
        SecretReference clientCertRef,

        @JsonPropertyDescription(
                "Absolute path of a client certificate that is on the nodes already. Only together with keyFile.")
        @Nullable
        String certFile,

        @JsonPropertyDescription(
                "Absolute path of the client certificate's key that is on the nodes already. Only together with certFile.")
        @Nullable
        String keyFile,

        @JsonPropertyDescription(
                "Accept any certificate from this host. Whoever sits between node and host can then serve any image.")
        @Nullable
        Boolean insecureSkipVerify) {

    /** Whether certificates of this host are not checked; absent means that they are. */
    public boolean skipsVerification() {
        return Boolean.TRUE.equals(insecureSkipVerify);
    }
}
