/** A composed configuration with its keyed name, its size limit and its wire format. */
@NullMarked
package dev.registrymirror.registries.revision;

import org.jspecify.annotations.NullMarked;
