/** What the API says to a node and hears from it: NodeRegistries as values. Pure. */
@NullMarked
package dev.registrymirror.agent.order;

import org.jspecify.annotations.NullMarked;
