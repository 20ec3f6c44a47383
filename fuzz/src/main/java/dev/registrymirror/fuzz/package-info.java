/** Programs that read what others wrote, to be run by a coverage-guided fuzzer: whatever the bytes are, each answers, soon and in little memory. */
@NullMarked
package dev.registrymirror.fuzz;

import org.jspecify.annotations.NullMarked;
