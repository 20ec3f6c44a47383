/** Reconciles RegistryMirrors: their statuses and events. What nodes do about them is the fleet's matter. */
@NullMarked
package dev.registrymirror.operator.mirror;

import org.jspecify.annotations.NullMarked;
