/** The operator's own pages: health, readiness and metrics. */
@NullMarked
package dev.registrymirror.operator.http;

import org.jspecify.annotations.NullMarked;
