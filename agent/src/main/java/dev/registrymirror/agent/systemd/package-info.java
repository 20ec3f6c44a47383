/** The node's service manager, over D-Bus. */
@NullMarked
package dev.registrymirror.agent.systemd;

import org.jspecify.annotations.NullMarked;
