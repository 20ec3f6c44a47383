package dev.registrymirror.api.v1alpha1.constraint;

import dev.registrymirror.api.v1alpha1.Pool;

/** Expressions that more than one rule needs. */
public final class Cel {
    /** RE2: a host name or a bracketed IPv6 address, with or without a port. */
    static final String HOST_AND_PORT = "([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?";
    /** RE2: a name of DNS labels. */
    static final String SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

    private static final String DURATION_SHAPE = "matches(r'^([0-9]{1,4}h)?([0-9]{1,6}m)?([0-9]{1,7}s)?$')";

    static final String DURATION = "self." + DURATION_SHAPE + " && self != ''";

    /** Whether a pool's soak is shorter than its time-out, where both are durations; what is left out is the default. */
    public static final String SOAK_IN_TIMEOUT = "(has(self.soak) && (self.soak == '' || !self.soak." + DURATION_SHAPE
            + "))"
            + " || (has(self.healthTimeout) && (self.healthTimeout == '' || !self.healthTimeout." + DURATION_SHAPE
            + ")) || duration(has(self.soak) ? self.soak : '" + Pool.DEFAULT_SOAK
            + "') < duration(has(self.healthTimeout) ? self.healthTimeout : '" + Pool.DEFAULT_HEALTH_TIMEOUT
            + "')";

    private static final String NO_DURATION = "!(" + DURATION + ") || ";

    /** A duration of at most 30 days. */
    public static final String UP_TO_30_DAYS = NO_DURATION + "duration(self) <= duration('720h')";
    /** A duration from 10 seconds to an hour. */
    public static final String FROM_10S_TO_1H =
            NO_DURATION + "(duration(self) >= duration('10s') && duration(self) <= duration('1h'))";
    /** A duration of at most 10 minutes. */
    public static final String UP_TO_10M = NO_DURATION + "duration(self) <= duration('10m')";

    private Cel() {}
}
