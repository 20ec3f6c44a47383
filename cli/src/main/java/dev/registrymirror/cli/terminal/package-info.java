/** What people see: colours, where there is a terminal that shows them. */
@NullMarked
package dev.registrymirror.cli.terminal;

import org.jspecify.annotations.NullMarked;
