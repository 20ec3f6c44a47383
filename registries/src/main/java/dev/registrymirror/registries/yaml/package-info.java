/**
 * YAML as RKE2 reads it, which is as gopkg.in/yaml.v2 2.4.0 does. No YAML library for Java agrees with that one on tabs, directives,
 * escapes, marked keys, merges or line breaks, and a file that is called readable here and is refused by RKE2 ends a node. So this is the
 * scanner and the grammar of yaml.v2 (themselves libyaml's), rule by rule, for one document; a test compares it with the original.
 */
@NullMarked
package dev.registrymirror.registries.yaml;

import org.jspecify.annotations.NullMarked;
