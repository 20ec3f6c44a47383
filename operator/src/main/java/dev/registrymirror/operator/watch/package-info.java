/** The informers that everything in the operator reads from: one watch per kind, reduced to what is needed. */
@NullMarked
package dev.registrymirror.operator.watch;

import org.jspecify.annotations.NullMarked;
