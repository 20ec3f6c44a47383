/** The files that the tool reads and writes. */
@NullMarked
package dev.registrymirror.cli.file;

import org.jspecify.annotations.NullMarked;
