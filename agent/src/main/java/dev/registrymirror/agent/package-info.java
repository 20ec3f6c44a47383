/** The agent of one node: watches one object, changes one file, restarts one unit, and goes back when that did the node no good. */
@NullMarked
package dev.registrymirror.agent;

import org.jspecify.annotations.NullMarked;
