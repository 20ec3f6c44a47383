/**
 * What RKE2 and K3s, v1.33 to v1.36, write for containerd from a registries.yaml: the certs.d folder and the login tables of
 * config.toml, byte for byte, also from files that should be refused.
 */
@NullMarked
package dev.registrymirror.registries.containerd;

import org.jspecify.annotations.NullMarked;
