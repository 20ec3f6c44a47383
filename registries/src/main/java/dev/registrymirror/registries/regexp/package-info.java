/** Regular expressions and replacements as Go has them, and so containerd, run by RE2/J. */
@NullMarked
package dev.registrymirror.registries.regexp;

import org.jspecify.annotations.NullMarked;
