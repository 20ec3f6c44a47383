package dev.registrymirror.api.v1alpha1.constraint;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A registry or host: {@code host}, {@code host:port}, {@code [IPv6]:port} or {@code *}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(max = 260)
@ValidationRule(
        value = "self == '*' || self.matches(r'^" + Cel.HOST_AND_PORT + "$')",
        message =
                "must be a host, host:port, [IPv6]:port or \"*\": RKE2 makes it a folder's name and puts it between quotes, so that an empty"
                        + " name, \".\", \"..\", \"_default\", \"/\", quotes, backslashes or control characters delete other files or keep containerd"
                        + " from starting; write the host as image names or endpoints spell it, without scheme and path")
public @interface RegistryName {}
