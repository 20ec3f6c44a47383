/** Lines to standard error that never make anyone wait. */
@NullMarked
package dev.registrymirror.agent.log;

import org.jspecify.annotations.NullMarked;
