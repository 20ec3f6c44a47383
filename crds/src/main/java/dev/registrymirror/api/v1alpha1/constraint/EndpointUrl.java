package dev.registrymirror.api.v1alpha1.constraint;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A mirror's endpoint: {@code [http[s]://]host[:port][/path]}. The rules exclude each other, so one mistake is one message. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(max = 384)
@ValidationRule(
        value = EndpointUrl.NO_USER + "!self.contains('://') || self.matches(r'^(?i:https?)://')",
        message =
                "must have the scheme http or https: containerd cannot pull over another one, so this endpoint would be dead; write"
                        + " https://host[:port]")
@ValidationRule(
        value = EndpointUrl.NO_USER + "!self.matches(r'[?#]')",
        message =
                "must not hold a query (?) or fragment (#): requests to the mirror would go to a wrong address; end the endpoint with its path")
@ValidationRule(
        value = EndpointUrl.NO_USER + "self.matches(r'^([^/?#]*://)?" + Cel.HOST_AND_PORT + "([/?#]|$)')",
        message =
                "must name a host, or host:port, of letters, digits, dots and dashes, or [IPv6]: anything else is a dead endpoint that is"
                        + " tried at each pull; write https://host[:port]")
@ValidationRule(
        value =
                EndpointUrl.NO_USER
                        + "!self.matches(r'^([^/?#]*://)?[^/?#]+/') || self.matches(r'^([^/?#]*://)?[^/?#]+(/[A-Za-z0-9._~-]*)*([?#]|$)')",
        message =
                "must have a path of letters, digits and - . _ ~ / only: it goes unescaped into containerd's hosts.toml, and a file that"
                        + " does not parse is ignored, so that pulls go to the upstream registry; write for example https://host/v2/project")
public @interface EndpointUrl {
    /**
     * The API server quotes a refused value in its error, which then stands in events and logs. One that may hold a password is refused
     * by the rule of the list, which quotes nothing.
     */
    String NO_USER = "self.contains('@') || ";
}
