package dev.registrymirror.agent.order;

import org.jspecify.annotations.Nullable;

/**
 * What this agent says about its node.
 *
 * @param claimed sequence that can no longer be withdrawn, 0 for none
 * @param observed sequence whose outcome phase, reason and message tell, 0 for none
 * @param reason one CamelCase word
 * @param message cause and remedy; holds no secret
 * @param restarts restarts of the unit that were asked for on this node, ever
 * @param drift what somebody else has changed since, null for nothing
 */
public record Status(
        @Nullable AgentReport agent,
        long claimed,
        long observed,
        @Nullable Applied applied,
        Phase phase,
        String reason,
        String message,
        long restarts,
        @Nullable Drift drift) {
    /** Of an object that no agent has written to. */
    public static final Status NONE = new Status(null, 0, 0, null, Phase.IDLE, "", "", 0, null);
}
