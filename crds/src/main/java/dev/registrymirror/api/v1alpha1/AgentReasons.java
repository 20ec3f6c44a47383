package dev.registrymirror.api.v1alpha1;

import java.util.Set;

/** Those reasons of agents, in {@link NodeRegistriesStatus#reason}, that the operator acts upon. */
public final class AgentReasons {
    /** The node was not healthy before the change, which may pass by itself. */
    public static final String NODE_UNHEALTHY = "NodeUnhealthy";
    /** The order was taken back after it had been claimed, before anything was changed. */
    public static final String ORDER_WITHDRAWN = "OrderWithdrawn";

    /** A registries.yaml that somebody else wrote. */
    public static final String UNMANAGED_FILE = "UnmanagedFile";
    /** The file that is to come back is gone. */
    public static final String FORMER_FILE_MISSING = "FormerFileMissing";
    /** A certificate or key cannot be used. */
    public static final String CERTIFICATE_REFUSED = "CertificateRefused";
    /** RKE2 or K3s would not take the file. */
    public static final String FILE_REFUSED = "FileRefused";
    /** The payload does not open, or is no revision. */
    public static final String PAYLOAD_REFUSED = "PayloadRefused";
    /** A file could not be written. */
    public static final String WRITE_FAILED = "WriteFailed";

    /** Reasons to refuse after the node was found to be healthy, so that it runs with the file that it had. */
    public static final Set<String> OF_HEALTHY_NODES = Set.of(
            UNMANAGED_FILE, FORMER_FILE_MISSING, CERTIFICATE_REFUSED, FILE_REFUSED, PAYLOAD_REFUSED, WRITE_FAILED);

    private AgentReasons() {}
}
