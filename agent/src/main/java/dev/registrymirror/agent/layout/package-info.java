/** Where things are on a node, judged from facts. Pure. */
@NullMarked
package dev.registrymirror.agent.layout;

import org.jspecify.annotations.NullMarked;
