/** From a registries.yaml that is there to the RegistryMirror, Secrets and ConfigMaps that give the same. */
@NullMarked
package dev.registrymirror.mirrors.adopt;

import org.jspecify.annotations.NullMarked;
