/** From a RegistryMirror and the Secrets and ConfigMaps that it names to what it contributes, or to all its problems at once. */
@NullMarked
package dev.registrymirror.mirrors.resolve;

import org.jspecify.annotations.NullMarked;
