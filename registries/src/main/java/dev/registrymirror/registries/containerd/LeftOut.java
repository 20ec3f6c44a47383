package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.containerd.HostAddress.Unusable;

/** Something of the file that reaches no hosts.toml, though it stands in the right place. */
public sealed interface LeftOut {
    /** A mirror whose name is no address: it is left out whole. */
    record MirrorName(String mirror, Unusable address) implements LeftOut {}

    /** A config whose name is no address: no hosts.toml is written for it. Its credentials are still written to config.toml. */
    record ConfigName(String config, Unusable address) implements LeftOut {}

    /**
     * An endpoint that is no URL.
     *
     * @param mirror name of the mirror
     * @param position place in its list, from 0
     * @param address why
     */
    record UnusableEndpoint(String mirror, int position, Unusable address) implements LeftOut {}

    /**
     * An endpoint whose URL is that of an earlier one.
     *
     * @param mirror name of the mirror
     * @param position place in its list, from 0
     * @param earlier place of the earlier one; {@link HostEntry.Endpoint#EMBEDDED} for the embedded registry's
     */
    record RepeatedEndpoint(String mirror, int position, int earlier) implements LeftOut {}
}
