/** What the operator counts of itself. No label holds the name of an object, so the number of series stays fixed. */
@NullMarked
package dev.registrymirror.operator.meter;

import org.jspecify.annotations.NullMarked;
