package dev.registrymirror.api.v1alpha1.constraint;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Key in a Secret's or ConfigMap's data. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(max = 253)
@ValidationRule(
        value = "self.matches(r'^[-._a-zA-Z0-9]+$')",
        message =
                "must be a key of a Secret or ConfigMap: letters, digits, \"-\", \"_\" and \".\"; write for example ca.crt")
public @interface DataKey {}
