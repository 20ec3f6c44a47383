package dev.registrymirror.api.v1alpha1.constraint;

import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Absolute path of a file on the nodes. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(max = 1024)
@ValidationRule(
        value = "self.startsWith('/') && !self.endsWith('/')",
        message =
                "must be the absolute path of a file on the nodes: RKE2 looks for a relative one in a folder that it deletes at each start,"
                        + " and a missing file fails every pull of the registry; start with \"/\", and use caRef or clientCertRef for what is not on the"
                        + " nodes")
@ValidationRule(
        value = "self.matches(r'^[ !#-&(-\\[\\]-~]*$')",
        message =
                "must be printable ASCII without quotes and backslashes: containerd's configuration would be invalid and containerd would"
                        + " not start, or the file not be found, which fails every pull of the registry; rename the file on the nodes")
public @interface NodePath {}
