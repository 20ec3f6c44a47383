/** A cluster of the testbed with the product installed, and what a test does with it: nodes, registries, pods. */
@NullMarked
package dev.registrymirror.e2e.cluster;

import org.jspecify.annotations.NullMarked;
