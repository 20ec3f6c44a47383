package dev.registrymirror.api.v1alpha1;

/** Reasons of conditions, of events and of waiting nodes. Agents' reasons stand in {@link NodeRegistriesStatus#reason}. */
public final class Reasons {
    // RegistryMirror: Accepted

    /** Nothing speaks against it. */
    public static final String ACCEPTED = "Accepted";
    /** There is no RegistryFleet named fleet, so nobody says how nodes may be changed. */
    public static final String FLEET_MISSING = "FleetMissing";
    /** Another RegistryMirror of equal priority says something else about the same registry or host on the same node. */
    public static final String CONFLICT = "Conflict";
    /** What a node would get is larger than a revision may be. */
    public static final String TOO_LARGE = "TooLarge";
    /** A rule that the API server cannot check is broken. */
    public static final String INVALID = "Invalid";

    // RegistryMirror: ReferencesResolved

    /** All references lead to something usable. */
    public static final String RESOLVED = "Resolved";
    /** A Secret or ConfigMap does not exist in the operator's namespace. */
    public static final String NOT_FOUND = "ReferenceNotFound";
    /** The object lacks the key. */
    public static final String KEY_MISSING = "KeyMissing";
    /** The Secret is of a type that does not hold what is wanted. */
    public static final String WRONG_TYPE = "WrongType";
    /** A docker config has no entry for the host. */
    public static final String HOST_MISSING = "HostMissing";
    /** Credentials that would break the node's configuration, or are incomplete. */
    public static final String INVALID_CREDENTIALS = "InvalidCredentials";
    /** PEM without a certificate, or a certificate that does not parse. */
    public static final String INVALID_CERTIFICATE = "InvalidCertificate";
    /** A key that does not parse or does not fit its certificate. */
    public static final String INVALID_KEY = "InvalidKey";

    // RegistryMirror: Plausible; when it is false, the reason is the code of a finding

    /** There is no finding, or none that is more than a note. */
    public static final String NO_FINDINGS = "NoFindings";

    // Ready, Reconciling, Stalled

    /** Every node that can be changed has it. */
    public static final String ALL_NODES_UPDATED = "AllNodesUpdated";
    /** The selector selects no node. */
    public static final String NO_NODES_SELECTED = "NoNodesSelected";
    /** Nodes are still to follow. */
    public static final String ROLLING_OUT = "RollingOut";
    /** Nodes refused the configuration or went back. */
    public static final String NODES_FAILED = "NodesFailed";
    /** Nodes have it, but somebody else has changed their files since. */
    public static final String NODES_DRIFTED = "NodesDrifted";
    /** The agent of a selected node has never reported. */
    public static final String AGENTS_MISSING = "AgentsMissing";
    /** Every selected node that could be configured has been out of reach for a while. */
    public static final String NODES_UNREACHABLE = "NodesUnreachable";
    /** No selected node can be configured. */
    public static final String NODES_UNSUPPORTED = "NodesUnsupported";
    /** Of the fleet: nodes keep what they have, since RegistryMirrors contradict one another or cannot be used. */
    public static final String NODES_HELD = "NodesHeld";
    /** Not accepted: see the condition Accepted. */
    public static final String NOT_ACCEPTED = "NotAccepted";
    /** A reference is not usable: see the condition ReferencesResolved. */
    public static final String REFERENCES_NOT_RESOLVED = "ReferencesNotResolved";
    /** The fleet's state is Restored: nodes get their former files. */
    public static final String RESTORED = "Restored";
    /** The fleet is being given back. */
    public static final String RESTORING = "Restoring";

    private Reasons() {}
}
