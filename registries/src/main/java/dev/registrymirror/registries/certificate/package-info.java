/** Whether certificates and keys are what containerd can load; needs bcpkix, so nothing that runs on a node uses it. */
@NullMarked
package dev.registrymirror.registries.certificate;

import org.jspecify.annotations.NullMarked;
