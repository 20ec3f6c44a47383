package dev.registrymirror.api.v1alpha1.constraint;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The field by which items of a list are told apart when several parties apply it; lists without it are replaced as a whole. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface MapKey {
    /** Name of the field. */
    String value();
}
