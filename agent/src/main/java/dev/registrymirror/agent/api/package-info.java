/** The one object of this node at the API server. */
@NullMarked
package dev.registrymirror.agent.api;

import org.jspecify.annotations.NullMarked;
