package dev.registrymirror.agent.ledger;

/** The reasons that an agent gives, all of them. */
public final class Reasons {
    /** The order was carried out and the node is healthy with it. */
    public static final String VERIFIED = "Verified";
    /** The order's fields cannot be understood. */
    public static final String MALFORMED_ORDER = "MalformedOrder";
    /** The payload is sealed to a key that this node no longer has. */
    public static final String STALE_SEAL = "StaleSeal";
    /** The payload does not open, or holds something else than a revision. */
    public static final String PAYLOAD_REFUSED = "PayloadRefused";
    /** RKE2 would not take the registries.yaml. */
    public static final String FILE_REFUSED = "FileRefused";
    /** A certificate or key is missing on the node or does not parse. */
    public static final String CERTIFICATE_REFUSED = "CertificateRefused";
    /** The order was taken back before anything was changed. */
    public static final String ORDER_WITHDRAWN = "OrderWithdrawn";
    /** A registries.yaml is there that somebody else wrote. */
    public static final String UNMANAGED_FILE = "UnmanagedFile";
    /** The file that was there before us was kept, and is gone. */
    public static final String FORMER_FILE_MISSING = "FormerFileMissing";
    /** The node was not healthy before the change. */
    public static final String NODE_UNHEALTHY = "NodeUnhealthy";
    /** The node is laid out in a way that cannot be handled safely. */
    public static final String UNSUPPORTED_LAYOUT = "UnsupportedLayout";
    /** Rancher rewrites the file on nodes that it provisions. */
    public static final String RANCHER_PROVISIONED = "RancherProvisioned";
    /** A file could not be written. */
    public static final String WRITE_FAILED = "WriteFailed";
    /** systemd could not restart the unit. */
    public static final String RESTART_FAILED = "RestartFailed";
    /** The node did not become and stay healthy in time. */
    public static final String NOT_HEALTHY_IN_TIME = "NotHealthyInTime";
    /** The agent itself failed, before anything was changed. */
    public static final String INTERNAL_ERROR = "InternalError";
    /** The order is being carried out. */
    public static final String IN_PROGRESS = "InProgress";

    private Reasons() {}
}
