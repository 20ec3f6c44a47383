/** From what several authors ask for to the one configuration of a node. */
@NullMarked
package dev.registrymirror.registries.compose;

import org.jspecify.annotations.NullMarked;
