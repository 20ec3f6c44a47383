/** Logging: one JSON object per line, to stderr. */
@NullMarked
package dev.registrymirror.operator.log;

import org.jspecify.annotations.NullMarked;
