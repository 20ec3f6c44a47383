package dev.registrymirror.api.v1alpha1.constraint;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A regular expression of Go. The API server compiles it with the same engine as the node does. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(max = 512)
@ValidationRule(
        value = "self != ''",
        message =
                "must not be empty: it would match between all characters, so that no image could be pulled; write ^(.*)$ for the whole path")
@ValidationRule(
        value = RewriteText.SAFE,
        message =
                "must not hold a backslash, double quote or control character: it goes unescaped into containerd's hosts.toml, and a file"
                        + " that does not parse is ignored, so that pulls go to the upstream registry; write [.] for a dot, [0-9] for a digit")
@ValidationRule(
        // CEL cannot turn an error into false: an expression that does not compile is refused with the compiler's own
        // words.
        value = "''.matches(self) ? true : true",
        message =
                "must be a regular expression of Go (RE2, no look-around, no backreference): a node ignores one that does not compile")
public @interface RewritePattern {}
