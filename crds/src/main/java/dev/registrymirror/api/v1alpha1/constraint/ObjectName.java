package dev.registrymirror.api.v1alpha1.constraint;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Name of a Secret or ConfigMap. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(max = 253)
@ValidationRule(
        value = "self.matches(r'^" + Cel.SUBDOMAIN + "$')",
        message =
                "must be the name of an object in the operator's namespace: lower case letters, digits, \"-\" and \".\"; a namespace cannot"
                        + " be given")
public @interface ObjectName {}
