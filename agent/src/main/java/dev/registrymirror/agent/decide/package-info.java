/** What to do with an order. Pure. */
@NullMarked
package dev.registrymirror.agent.decide;

import org.jspecify.annotations.NullMarked;
