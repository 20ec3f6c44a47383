package dev.registrymirror.api.v1alpha1.constraint;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A number of nodes, or a percentage of them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(max = 4)
@ValidationRule(
        value = "type(self) == int ? self >= 1 : self.matches(r'^([1-9][0-9]?|100)%$')",
        message =
                "must be a number from 1 or a percentage from 1% to 100%: with none, no node could ever be changed; write for example 1 or"
                        + " 10%")
public @interface MaxUnavailable {}
