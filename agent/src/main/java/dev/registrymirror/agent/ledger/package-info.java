/** What a node remembers: one value, replaced as a whole. Pure. */
@NullMarked
package dev.registrymirror.agent.ledger;

import org.jspecify.annotations.NullMarked;
