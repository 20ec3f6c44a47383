/**
 * Manifests as kubectl reads them: documents of YAML or JSON with RegistryMirrors, and the Secrets and ConfigMaps that they name. What the
 * API server would refuse for its shape is refused here, all of it at once.
 */
@NullMarked
package dev.registrymirror.mirrors.manifest;

import org.jspecify.annotations.NullMarked;
