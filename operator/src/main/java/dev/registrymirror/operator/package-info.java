/** The operator: what is read from its environment, how its parts are put together, and its main program. */
@NullMarked
package dev.registrymirror.operator;

import org.jspecify.annotations.NullMarked;
