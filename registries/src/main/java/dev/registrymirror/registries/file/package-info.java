/** registries.yaml as text: a canonical writer, and a reader that never accepts what RKE2 refuses. */
@NullMarked
package dev.registrymirror.registries.file;

import org.jspecify.annotations.NullMarked;
