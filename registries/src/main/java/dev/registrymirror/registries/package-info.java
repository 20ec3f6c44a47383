/** The language of registries.yaml: model, file, checks, composition, revision and seal. Knows neither Kubernetes nor I/O. */
@NullMarked
package dev.registrymirror.registries;

import org.jspecify.annotations.NullMarked;
