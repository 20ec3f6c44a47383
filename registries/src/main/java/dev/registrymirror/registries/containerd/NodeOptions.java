package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.compose.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * What decides besides registries.yaml what a node's program writes for containerd.
 *
 * @param program which program the node runs
 * @param dataDir its {@code data-dir}, an absolute path without a slash at the end
 * @param disableDefaultEndpoint its {@code disable-default-registry-endpoint}
 * @param embeddedRegistry {@code host:port} of the embedded registry, as {@link #embeddedRegistry(Distribution)} tells it, or null where
 *     the servers have none
 * @param release what it runs, or null where nobody knows
 */
public record NodeOptions(
        Distribution program,
        String dataDir,
        boolean disableDefaultEndpoint,
        @Nullable String embeddedRegistry,
        @Nullable Release release) {

    /** Where the node's configuration says nothing. */
    public static NodeOptions defaults(Distribution program) {
        return new NodeOptions(program, "/var/lib/rancher/" + program.program(), false, null, null);
    }

    /** The same with another {@code data-dir}. */
    public NodeOptions withDataDir(String folder) {
        return new NodeOptions(program, folder, disableDefaultEndpoint, embeddedRegistry, release);
    }

    /** The same with or without {@code disable-default-registry-endpoint}. */
    public NodeOptions withDisableDefaultEndpoint(boolean disable) {
        return new NodeOptions(program, dataDir, disable, embeddedRegistry, release);
    }

    /** The same with an embedded registry at this {@code host:port}, or with none. */
    public NodeOptions withEmbeddedRegistry(@Nullable String address) {
        return new NodeOptions(program, dataDir, disableDefaultEndpoint, address, release);
    }

    /** The same for a node of this release, or of one that nobody knows. */
    public NodeOptions withRelease(@Nullable Release known) {
        return new NodeOptions(program, dataDir, disableDefaultEndpoint, embeddedRegistry, known);
    }

    /** Where the embedded registry is unless the cluster is IPv6-only ({@code [::1]}) or its supervisor's port was moved. */
    public static String embeddedRegistry(Distribution program) {
        return "127.0.0.1:"
                + switch (program) {
                    case RKE2 -> 9345;
                    case K3S -> 6443;
                };
    }

    /** The folder in which containerd looks for a registry's hosts.toml. */
    public String certsFolder() {
        return dataDir + "/agent/etc/containerd/certs.d";
    }
}
