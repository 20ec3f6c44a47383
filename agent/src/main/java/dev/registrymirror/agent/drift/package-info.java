/** Whether the node's files are still what was applied. */
@NullMarked
package dev.registrymirror.agent.drift;

import org.jspecify.annotations.NullMarked;
