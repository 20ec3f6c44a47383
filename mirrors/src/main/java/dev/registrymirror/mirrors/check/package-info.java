/** What is worth saying about manifests before anybody applies them: with the codes and words that the operator has for it in the cluster. */
@NullMarked
package dev.registrymirror.mirrors.check;

import org.jspecify.annotations.NullMarked;
