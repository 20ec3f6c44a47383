package dev.registrymirror.api.v1alpha1;

/**
 * Types of conditions, by the conventions of kstatus: {@code Reconciling} and {@code Stalled} exist only while they are true, and each
 * condition carries the generation that it was derived from.
 */
public final class ConditionTypes {
    /** The object can be used: a fleet is there and no other RegistryMirror contradicts it. */
    public static final String ACCEPTED = "Accepted";
    /** Every Secret and ConfigMap that is named exists, and holds what it should. */
    public static final String REFERENCES_RESOLVED = "ReferencesResolved";
    /**
     * It seems to mean what was meant. When false it is used all the same: the reason is the code of the finding that matters most, the message
     * has all of them. There only while it can be composed.
     */
    public static final String PLAUSIBLE = "Plausible";
    /** Every node that can be changed runs with the current configuration. */
    public static final String READY = "Ready";
    /** It can come to be Ready without anybody putting an object right: nodes follow or come back, or something is awaited. */
    public static final String RECONCILING = "Reconciling";
    /** Nothing will happen until somebody puts something right. Never together with {@link #RECONCILING}. */
    public static final String STALLED = "Stalled";

    private ConditionTypes() {}
}
