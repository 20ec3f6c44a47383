/** What must be refused because of what it does to a node, as rules that can be applied to any field. */
@NullMarked
package dev.registrymirror.registries.check;

import org.jspecify.annotations.NullMarked;
