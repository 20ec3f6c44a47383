/** An API server in memory that errs when it is told to. */
@NullMarked
package dev.registrymirror.operator.mock;

import org.jspecify.annotations.NullMarked;
