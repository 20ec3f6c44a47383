package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.registrymirror.api.v1alpha1.constraint.NodePath;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** TLS towards one host. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.caRef) || !has(self.caFile)",
        fieldPath = ".caFile",
        reason = "FieldValueForbidden",
        message =
                "must not stand beside caRef: a node's file holds one CA bundle per host, so one of the two would be ignored; leave one out, or"
                        + " put all certificates into one bundle")
@ValidationRule(
        value = "!has(self.clientCertRef) || (!has(self.certFile) && !has(self.keyFile))",
        fieldPath = ".clientCertRef",
        reason = "FieldValueForbidden",
        message =
                "must not stand beside certFile or keyFile: a node shows one identity per host, so one of them would be ignored; leave one out")
@ValidationRule(
        value = "has(self.certFile) == has(self.keyFile)",
        reason = "FieldValueRequired",
        message =
                "must have certFile and keyFile together: half a key pair fails every pull of the registry; name both, or neither")
@JsonIgnoreProperties(ignoreUnknown = true)
public record TlsSource(
        @JsonPropertyDescription(
                "A CA bundle in the operator's namespace, added to the node's own trust. Not together with caFile.")
        @Nullable
        CaReference caRef,

        @JsonPropertyDescription(
                "Absolute path of a CA bundle that is on the nodes already. A node where it is missing fails every pull of"
                        + " the registry. Not together with caRef.")
        @Nullable
        @NodePath
        String caFile,

        @JsonPropertyDescription(
                "Client certificate and key: a Secret of type kubernetes.io/tls in the operator's namespace. Not together"
                        + " with certFile and keyFile.")
        @Nullable
        SecretReference clientCertRef,

        @JsonPropertyDescription(
                "Absolute path of a client certificate that is on the nodes already. Only together with keyFile.")
        @Nullable
        @NodePath
        String certFile,

        @JsonPropertyDescription(
                "Absolute path of the client certificate's key that is on the nodes already. Only together with certFile.")
        @Nullable
        @NodePath
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
