/**
 * Carries a plan out: slots first, by compare-and-swap, then orders and withdrawals, each to the very version of the object that the plan
 * was made from.
 */
@NullMarked
package dev.registrymirror.operator.grant;

import org.jspecify.annotations.NullMarked;
