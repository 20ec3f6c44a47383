/** What is worth saying about RegistryMirrors that can be used: the findings of a registries.yaml, with the fields that an object has. */
@NullMarked
package dev.registrymirror.mirrors.findings;

import org.jspecify.annotations.NullMarked;
