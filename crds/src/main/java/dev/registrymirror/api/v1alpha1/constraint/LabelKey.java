package dev.registrymirror.api.v1alpha1.constraint;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Key of a label. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(max = 317)
@ValidationRule(
        value = "self.matches(r'^(" + Cel.SUBDOMAIN + "/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$')",
        message =
                "must be a label's key, for example topology.kubernetes.io/zone: no node can carry another one, so nothing would be selected")
public @interface LabelKey {}
