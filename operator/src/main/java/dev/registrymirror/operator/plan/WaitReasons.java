package dev.registrymirror.operator.plan;

/**
 * Why a node that must change is not changed now. Part of the API: they stand in the fleet's status, beside the reasons of RegistryMirrors
 * that cannot be used.
 */
public final class WaitReasons {
    /** The Node is not Ready. */
    public static final String NODE_NOT_READY = "NodeNotReady";
    /** No agent's pod is Ready on the node. */
    public static final String AGENT_NOT_READY = "AgentNotReady";
    /** The agent has not reported yet, so there is no key to seal to. */
    public static final String AGENT_NOT_REPORTED = "AgentNotReported";
    /** The agent reports so high a sequence that no order can follow. */
    public static final String SEQUENCE_TOO_HIGH = "SequenceTooHigh";
    /** The node cannot be configured; its NodeRegistries says why. */
    public static final String UNSUPPORTED = "Unsupported";
    /** As many nodes of the pool are unavailable, or being changed, as may be. */
    public static final String MAX_UNAVAILABLE = "MaxUnavailable";
    /**
     * As many nodes of the pool as may be unavailable, or one server, went back from this revision or failed with it, so no other gets it.
     * It goes on with another revision, with other rules of the pool, or when the cause is gone and the annotation
     * {@code registrymirror.dev/retry} has had the failed nodes tried again.
     */
    public static final String TOO_MANY_FAILURES = "TooManyFailures";
    /** Another server is being changed or is unavailable; servers go one at a time. */
    public static final String ONE_SERVER_AT_A_TIME = "OneServerAtATime";
    /**
     * The node failed to do this already. It is tried again for another revision, for other rules of its pool, or when the annotation
     * {@code registrymirror.dev/retry} names the failed sequence.
     */
    public static final String FAILED = "Failed";
    /** The node refused for a reason that may pass by itself; it is asked again after a pause. */
    public static final String RETRY_PAUSE = "RetryPause";
    /** The node has not been without a RegistryMirror for as long as {@code removalDelay} says. */
    public static final String REMOVAL_DELAY = "RemovalDelay";
    /** Its order was withdrawn or could not be written; the next one follows when that has been seen. */
    public static final String WITHDRAWING = "Withdrawing";

    // No removal is planned while the API is being taken away or was just put back: nobody may have wished for one.

    /** One of the product's CRDs is not there. */
    public static final String CRD_MISSING = "CrdMissing";
    /** One of the product's CRDs is being deleted. */
    public static final String CRD_TERMINATING = "CrdTerminating";
    /** One of the product's CRDs was created just now. */
    public static final String CRD_NEW = "CrdNew";
    /** The operator's namespace is not there. */
    public static final String NAMESPACE_MISSING = "NamespaceMissing";
    /** The operator's namespace is being deleted. */
    public static final String NAMESPACE_TERMINATING = "NamespaceTerminating";
    /** The operator's namespace was created just now. */
    public static final String NAMESPACE_NEW = "NamespaceNew";

    private WaitReasons() {}
}
