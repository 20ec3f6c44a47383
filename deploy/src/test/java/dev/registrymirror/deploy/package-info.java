/** What gets installed: assembled, compared with what is committed, and applied to a real API server. */
@NullMarked
package dev.registrymirror.deploy;

import org.jspecify.annotations.NullMarked;
