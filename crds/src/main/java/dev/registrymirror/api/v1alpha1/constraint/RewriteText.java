package dev.registrymirror.api.v1alpha1.constraint;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The replacement of a rewrite. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(max = 512)
@ValidationRule(
        value = RewriteText.SAFE,
        message =
                "must not hold a backslash, double quote or control character: it goes unescaped into containerd's hosts.toml, and a file"
                        + " that does not parse is ignored, so that pulls go to the upstream registry; refer to groups by $1 or ${1}")
public @interface RewriteText {
    /** What stands between double quotes in TOML without being escaped. */
    String SAFE = "!self.matches(r'[\\\\\"\\p{Cc}]')";
}
