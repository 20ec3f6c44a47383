/** Whether the node is healthy. */
@NullMarked
package dev.registrymirror.agent.probe;

import org.jspecify.annotations.NullMarked;
