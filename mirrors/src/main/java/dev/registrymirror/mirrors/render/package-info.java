/** From objects to the files of a node, for when there is no cluster yet: the same bytes as the operator's agents write. */
@NullMarked
package dev.registrymirror.mirrors.render;

import org.jspecify.annotations.NullMarked;
