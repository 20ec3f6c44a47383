/** The operator's own Secrets: the key under which revisions are named, and the revisions. */
@NullMarked
package dev.registrymirror.operator.revision;

import org.jspecify.annotations.NullMarked;
