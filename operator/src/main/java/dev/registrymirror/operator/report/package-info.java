/** What statuses say. Pure, and one place per kind: from an assessment to conditions, counts and what has changed since. */
@NullMarked
package dev.registrymirror.operator.report;

import org.jspecify.annotations.NullMarked;
