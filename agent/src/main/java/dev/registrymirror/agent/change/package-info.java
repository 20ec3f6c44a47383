/** One change of a node, step by step, over the small interfaces by which it reaches the node. Knows no host. */
@NullMarked
package dev.registrymirror.agent.change;

import org.jspecify.annotations.NullMarked;
