/** The meaning of a registries.yaml: immutable values, compared by meaning. Knows no other package of this module. */
@NullMarked
package dev.registrymirror.registries.model;

import org.jspecify.annotations.NullMarked;
