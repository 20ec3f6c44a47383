/** The node's systemd, over D-Bus. */
@NullMarked
package dev.registrymirror.agent.systemd;

import org.jspecify.annotations.NullMarked;
