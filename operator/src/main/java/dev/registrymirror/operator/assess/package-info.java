/** One look at the caches: what is there, and what should be. The meeting point of planning and reporting. */
@NullMarked
package dev.registrymirror.operator.assess;

import org.jspecify.annotations.NullMarked;
