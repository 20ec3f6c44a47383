/**
 * What every node should have. Pure: from resolved mirrors and nodes to one {@link dev.registrymirror.operator.desire.Desired}
 * per node. Both the planner and the status of a RegistryMirror read it, so what is done and what is said cannot differ.
 */
@NullMarked
package dev.registrymirror.operator.desire;

import org.jspecify.annotations.NullMarked;
