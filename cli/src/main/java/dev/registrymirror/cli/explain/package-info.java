/** The way of a pull and what another file changes, for people and for programs. */
@NullMarked
package dev.registrymirror.cli.explain;

import org.jspecify.annotations.NullMarked;
