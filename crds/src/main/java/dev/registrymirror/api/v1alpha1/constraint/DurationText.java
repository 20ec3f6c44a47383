package dev.registrymirror.api.v1alpha1.constraint;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A duration of whole hours, minutes and seconds. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(max = 20)
@ValidationRule(
        value = Cel.DURATION,
        message =
                "must be a duration of whole hours, minutes and seconds, in this order; write for example 10s, 5m or 1h30m")
public @interface DurationText {}
