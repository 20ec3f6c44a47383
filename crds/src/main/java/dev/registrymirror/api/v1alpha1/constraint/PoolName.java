package dev.registrymirror.api.v1alpha1.constraint;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Name of a pool. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(max = 63)
@ValidationRule(
        value = "self.matches(r'^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
        message =
                "must be lower case letters, digits and \"-\": metrics and events carry it; write for example gpu-nodes")
public @interface PoolName {}
