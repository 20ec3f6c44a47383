/**
 * What a value in the API must look like. Each annotation carries its CEL rules; the CRDs' generator puts them, and the limits that keep
 * their cost bounded, wherever the annotation stands on a type.
 *
 * <p>Only functions of Kubernetes 1.30 are used. Every message says what a bad value would do to a node and what to write instead.
 */
@NullMarked
package dev.registrymirror.api.v1alpha1.constraint;

import org.jspecify.annotations.NullMarked;
