/**
 * What a node does when an image is pulled, and what a change of the file changes about that. Values only, ready to be printed; no
 * secret is in any of them.
 */
@NullMarked
package dev.registrymirror.registries.explain;

import org.jspecify.annotations.NullMarked;
