package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.NodeOptions;

/**
 * What decides whether a change of the file needs a restart.
 *
 * @param options the node's options
 * @param userTemplate whether the node has a containerd template of its own, {@code config-v3.toml.tmpl} or {@code config.toml.tmpl}
 * @param stargz whether the node's snapshotter is stargz
 */
public record NodeSetup(NodeOptions options, boolean userTemplate, boolean stargz) {
    /** A node without template, with another snapshotter. */
    public static NodeSetup of(NodeOptions options) {
        return new NodeSetup(options, false, false);
    }

    /** The same with or without a template. */
    public NodeSetup withUserTemplate(boolean has) {
        return new NodeSetup(options, has, stargz);
    }

    /** The same with or without stargz. */
    public NodeSetup withStargz(boolean has) {
        return new NodeSetup(options, userTemplate, has);
    }
}
