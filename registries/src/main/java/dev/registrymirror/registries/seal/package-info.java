/** Payloads that only one node can open (HPKE, RFC 9180), by Bouncy Castle's lightweight API alone. */
@NullMarked
package dev.registrymirror.registries.seal;

import org.jspecify.annotations.NullMarked;
