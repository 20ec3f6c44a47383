/** All that is worth saying about a registries.yaml: what really happens on a node, and what to write instead. Pure, and without I/O. */
@NullMarked
package dev.registrymirror.registries.findings;

import org.jspecify.annotations.NullMarked;
