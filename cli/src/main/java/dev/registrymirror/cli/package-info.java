/** The tool {@code registries}: each command takes arguments, makes one call into the module {@code registries}, and prints. */
@NullMarked
package dev.registrymirror.cli;

import org.jspecify.annotations.NullMarked;
