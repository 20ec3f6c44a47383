/** Reconciles the RegistryFleet: the agent's DaemonSet, an object for every node, the planning passes, and the fleet's status. */
@NullMarked
package dev.registrymirror.operator.fleet;

import org.jspecify.annotations.NullMarked;
