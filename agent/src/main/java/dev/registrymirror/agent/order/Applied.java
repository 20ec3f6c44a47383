package dev.registrymirror.agent.order;

/**
 * The last order that was applied and verified.
 *
 * @param invocationId the invocation of the unit that has read it, systemd's 32 hex digits
 * @param time RFC 3339
 */
public record Applied(long sequence, String revision, String invocationId, String time) {}
