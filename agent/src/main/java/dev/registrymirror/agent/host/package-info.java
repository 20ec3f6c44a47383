/** The node's file system. */
@NullMarked
package dev.registrymirror.agent.host;

import org.jspecify.annotations.NullMarked;
