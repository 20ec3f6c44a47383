/** What the RegistryMirrors that select a node give together: the one way to it, with a cluster and without. */
@NullMarked
package dev.registrymirror.mirrors.combine;

import org.jspecify.annotations.NullMarked;
