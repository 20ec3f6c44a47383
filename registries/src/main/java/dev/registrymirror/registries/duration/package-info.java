/** Durations as the API writes them, read in one way by who gives orders and who takes them. */
@NullMarked
package dev.registrymirror.registries.duration;

import org.jspecify.annotations.NullMarked;
