/** The testbed from Java: a real API server for {@code *IT}, real nodes for {@code *E2E}. */
@NullMarked
package dev.registrymirror.testbed;

import org.jspecify.annotations.NullMarked;
