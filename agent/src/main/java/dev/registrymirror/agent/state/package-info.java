/** The state folder on the node: identity, key, ledger, lock. */
@NullMarked
package dev.registrymirror.agent.state;

import org.jspecify.annotations.NullMarked;
