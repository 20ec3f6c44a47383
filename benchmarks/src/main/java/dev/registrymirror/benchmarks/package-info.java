/** What is promised of times, measured. */
@NullMarked
package dev.registrymirror.benchmarks;

import org.jspecify.annotations.NullMarked;
