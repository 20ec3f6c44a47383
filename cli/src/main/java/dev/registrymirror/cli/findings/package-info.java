/** What was found in files, for people and for programs. */
@NullMarked
package dev.registrymirror.cli.findings;

import org.jspecify.annotations.NullMarked;
