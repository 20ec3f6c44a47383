package dev.registrymirror.agent.order;

import org.jspecify.annotations.Nullable;

/**
 * Who reports. What is not known about the node is absent.
 *
 * @param publicKey base64 of the node's key, an uncompressed P-256 point
 * @param distribution {@code rke2} or {@code k3s}
 * @param role {@code server} or {@code agent}
 * @param unit systemd's name of the unit
 * @param version the agent's own
 */
public record AgentReport(
        String publicKey,
        String nodeUid,
        @Nullable String distribution,
        @Nullable String role,
        @Nullable String unit,
        String version) {}
