/**
 * Who may change now: from a snapshot, what every node should have, the slots that are held, and the time, to grants, withdrawals and
 * reasons to wait. Pure, so that its rules can be tested and simulated; {@link dev.registrymirror.operator.plan.Planner} states them.
 */
@NullMarked
package dev.registrymirror.operator.plan;

import org.jspecify.annotations.NullMarked;
